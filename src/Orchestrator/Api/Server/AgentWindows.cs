using Akka.Actor;
using Orchestrator.Agents;
using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Api.Server;

/// <summary>The windows of agents as tmux has them, for answers that promise an end.</summary>
/// <param name="tmux">The owner of the connection.</param>
/// <param name="program">The tmux program.</param>
/// <param name="times">How long an end may take.</param>
internal sealed class AgentWindows(IActorRef tmux, string program, ApiTimes times)
{
    private const string InstallTmux = "Nothing was started. Install tmux 3.2 or newer (sudo apt install tmux, or brew install tmux), then: orc doctor";

    // Only between an accepted stop and its answer: tmux tells of a window's end, not of whose it was.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks whether the installed tmux can be used, before something is stored that only it can carry out.</summary>
    /// <exception cref="ApiFault">It is missing, too old, or does not say what it is.</exception>
    internal async Task DemandTmuxAsync(CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(times.Show, times.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await TmuxInstallation.FindVersionAsync(program, either.Token);
        }
        catch (TmuxException e)
        {
            throw ApiFault.Failed(e.Message, InstallTmux);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw ApiFault.Failed($"\"{program} -V\" did not end within {times.Show.TotalSeconds:0} s.", InstallTmux);
        }
    }

    /// <summary>Done when none of the agents has a window, or when the time is over; the ending goes on all the same.</summary>
    internal async Task GoneAsync(IReadOnlyCollection<AgentTarget> targets)
    {
        using var over = new CancellationTokenSource(times.Stop, times.Clock);
        try
        {
            var server = (await tmux.Ask<TmuxMessages.Connected>(new TmuxMessages.GetServer(), times.Show, over.Token)).Server;
            while ((await server.ListPanesAsync(cancellation: over.Token)).Any(pane => targets.Any(target => PaneTagReader.IsOf(pane, target))))
                await Task.Delay(Interval, times.Clock, over.Token);
        }
        catch (Exception e) when (e is TmuxException or AskTimeoutException or OperationCanceledException)
        {
            // Without a server there is no window; and whoever waits too long is answered with what is stored.
        }
    }

    /// <summary>Ends the tmux server, unless somebody's own session is on it. The daemon must end then, too.</summary>
    internal async Task EndServerAsync()
    {
        try
        {
            await tmux.Ask<TmuxMessages.ServerEnded>(new TmuxMessages.EndServer(), times.Show);
        }
        catch (AskTimeoutException)
        {
            // It is of no use to anybody, and costs next to nothing.
        }
    }
}
