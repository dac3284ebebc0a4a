using System.Globalization;
using System.Text;

namespace Orchestrator.Agents.Terminals;

/// <summary>Puts text before an interactive shell in a form that it reads whole and executes nothing of.</summary>
public static class ShellText
{
    /// <summary>A quoted here-document for the null command, or, for fish, which has none, comment lines.</summary>
    /// <param name="text">Any text without control characters but LF and tab.</param>
    /// <param name="shell">The shell's program name, e.g. <c>bash</c>.</param>
    public static string Quote(string text, string shell)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (shell is "fish" or "nu" or "xonsh" or "elvish" or "csh" or "tcsh")
            return string.Join('\n', text.Split('\n').Select(line => "# " + line));
        var end = "ORC";
        for (var n = 1; text.Split('\n').Contains(end); n++) end = string.Create(CultureInfo.InvariantCulture, $"ORC{n}");
        return new StringBuilder().Append(": <<'").Append(end).Append("'\n").Append(text).Append('\n').Append(end).ToString();
    }
}
