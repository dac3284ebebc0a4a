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
        var options = command.Skip(1).TakeWhile(argument => argument.StartsWith('-')).ToList();
        var isAlone = options.Count == command.Count - 1;
        return _shells.Contains(name) && !options.Exists(IsCommand) && (isAlone || options.Contains("-i")) ? name : null;
    }

    // -c, alone or among other letters. What stands behind the options is a script, or, with -i, a word that belongs to one of them.
    private static bool IsCommand(string option) => !option.StartsWith("--", StringComparison.Ordinal) && option.Contains('c', StringComparison.Ordinal);
}
