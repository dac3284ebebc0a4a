using Orchestrator.Daemon;
using System.Runtime.InteropServices;

namespace Orchestrator.Commands.Shared;

/// <summary>Becomes a tmux client of our server, in place of this process.</summary>
internal static class TmuxAttach
{
    /// <param name="call">The command's run.</param>
    /// <param name="session">What is attached to, for the hints.</param>
    /// <param name="commands">tmux's own words, e.g. <c>attach-session -t =shop</c>.</param>
    /// <exception cref="CommandFailure">There is no terminal to attach, or it is inside tmux already.</exception>
    internal static int Exec(Invocation call, string session, params string[] commands)
    {
        string[] tmux = ["tmux", "-S", call.Home.TmuxSocket, .. commands];
        if (Environment.GetEnvironmentVariable("TMUX") is { Length: > 0 })
        {
            throw CommandFailure.Failed(
                "This terminal is inside tmux already; attaching would nest one in the other.",
                $"Open another terminal, or: env -u TMUX tmux -S {call.Home.TmuxSocket} attach -t {session}");
        }
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
            throw CommandFailure.Failed("Standard input and output are no terminal, so tmux cannot attach.", $"Run it in a terminal: {string.Join(' ', tmux)}");
        LibC.Exec("tmux", [.. tmux, null]);
        throw CommandFailure.Failed($"tmux could not be started: {Marshal.GetLastPInvokeErrorMessage()}.", "See: orc doctor");
    }
}
