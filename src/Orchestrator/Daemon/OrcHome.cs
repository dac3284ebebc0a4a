using Orchestrator.Commands.Shared;
using System.Text;

namespace Orchestrator.Daemon;

/// <summary>The directory that holds all state of one daemon, and the names of what lies in it. Two homes never meet.</summary>
/// <param name="Path">Absolute.</param>
internal sealed record OrcHome(string Path)
{
    /// <summary>What the kernel allows for a Unix socket's path, in bytes.</summary>
    internal const int MaxSocketPath = 107;

    internal const string Variable = "ORC_HOME";

    internal string Database => At("orchestrator.db");
    internal string LockFile => At("daemon.lock");
    internal string ApiSocket => At("api.sock");
    internal string TmuxSocket => At("tmux.sock");
    internal string Secret => At("secret");
    internal string Config => At("orchestrator.conf");
    internal string Logs => At("logs");
    internal string LogFile => System.IO.Path.Combine(Logs, "daemon.log");

    /// <summary><c>$ORC_HOME</c>, else <c>$XDG_STATE_HOME/orchestrator</c>, else <c>~/.local/state/orchestrator</c>.</summary>
    /// <param name="given">What <c>--home</c> said, if it was there.</param>
    internal static OrcHome Find(string? given = null)
    {
        var chosen = given ?? Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(chosen))
            return new OrcHome(System.IO.Path.GetFullPath(chosen));
        var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
        if (string.IsNullOrEmpty(state) || !System.IO.Path.IsPathRooted(state))
            state = System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return new OrcHome(System.IO.Path.Combine(state, "orchestrator"));
    }

    /// <summary>Makes the directory, for this user alone.</summary>
    /// <exception cref="CommandFailure">It cannot be made or written, or its sockets' paths would be too long.</exception>
    internal void Prepare()
    {
        CheckSocketPaths();
        try
        {
            const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(Path, mine);
            Directory.CreateDirectory(Logs, mine);
            if (File.GetUnixFileMode(Path) is var mode && (mode & ~mine) != 0)
                File.SetUnixFileMode(Path, mine); // it was there before, open to others
            File.Open(LogFile, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete).Dispose(); // can it be written?
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandFailure.Failed($"{Path} cannot be used as ORC_HOME: {e.Message}", "Set ORC_HOME to a directory that you own and may write.");
        }
    }

    /// <exception cref="CommandFailure">A Unix socket could not be bound there.</exception>
    internal void CheckSocketPaths()
    {
        var longest = Encoding.UTF8.GetByteCount(TmuxSocket);
        if (longest > MaxSocketPath)
        {
            throw CommandFailure.Usage(
                $"ORC_HOME is too long: {TmuxSocket} has {longest} bytes, a Unix socket's path may have {MaxSocketPath}.",
                "Set ORC_HOME to a shorter path, e.g. ORC_HOME=~/.orc");
        }
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
