using Orchestrator.TmuxAdapter.Processes;
using Orchestrator.TmuxAdapter.Protocol;

namespace Orchestrator.TmuxAdapter;

/// <summary>The arguments by which <c>new-window</c>, <c>new-session</c> and <c>split-window</c> start a program and say what they made.</summary>
internal static class ProgramStart
{
    private const string Printed = "#{window_id} #{pane_id} #{pane_pid} #{pane_tty}";

    public static IEnumerable<string> Arguments(string directory, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> command)
    {
        yield return "-c";
        yield return TmuxFormat.Escape(Path.GetFullPath(directory));
        foreach (var (name, value) in environment)
        {
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal))
                throw new ArgumentException($"\"{name}\" cannot be the name of an environment variable.", nameof(environment));
            yield return "-e";
            yield return $"{name}={value}";
        }

        yield return "-P";
        yield return "-F";
        yield return Printed;
        yield return "--";
        foreach (var word in PaneWrapper.Wrap(command)) yield return word;
    }

    /// <exception cref="ArgumentException">There is no command.</exception>
    /// <exception cref="DirectoryNotFoundException">tmux would start the program elsewhere without a word.</exception>
    public static void Check(string directory, IReadOnlyList<string> command)
    {
        if (command.Count == 0) throw new ArgumentException("A pane needs a command.", nameof(command));
        if (!Directory.Exists(directory)) throw new DirectoryNotFoundException($"The directory {directory} does not exist.");
    }
}
