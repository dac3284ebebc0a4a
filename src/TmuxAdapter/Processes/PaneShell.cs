namespace Orchestrator.TmuxAdapter.Processes;

/// <summary>Which interactive shell reads what is typed into a pane.</summary>
internal static class PaneShell
{
    private static readonly HashSet<string> _shells =
        ["sh", "ash", "bash", "dash", "zsh", "ksh", "mksh", "yash", "fish", "csh", "tcsh", "nu", "xonsh", "elvish"];

    /// <returns>The shell's program name; null when the program is none, or runs a script.</returns>
    public static string? NameOf(ForegroundProcess? program)
    {
        if (program?.CommandLine is not { Count: > 0 } command) return null;
        var name = Path.GetFileName(command[0].TrimStart('-')); // a login shell's name begins with a hyphen
        var arguments = command.Skip(1).ToList();
        return _shells.Contains(name) && (arguments.TrueForAll(IsOption) || (arguments.Contains("-i") && !arguments.Contains("-c"))) ? name : null;
    }

    // Neither a script to run nor -c, alone or among other letters.
    private static bool IsOption(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) || (argument.StartsWith('-') && !argument.Contains('c', StringComparison.Ordinal));
}
