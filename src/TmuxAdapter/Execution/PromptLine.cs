using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Orchestrator.TmuxAdapter.Execution;

/// <summary>The line on which a shell's prompt stands, before anything is typed.</summary>
/// <param name="Row">As it is on the screen, with its colours.</param>
/// <param name="Column">Where the cursor is, from 0.</param>
/// <param name="Columns">The pane's width.</param>
internal sealed partial record PromptLine(string Row, int Column, int Columns)
{
    /// <summary>Whether a prompt seems to stand there and nothing behind it; a person's draft would.</summary>
    public bool IsBare => Style().Replace(Row, "").TrimEnd() is [.., '$' or '#' or '%' or '>' or '❯' or ':'];

    public bool IsEmpty => Style().Replace(Row, "").Trim().Length == 0;

    /// <summary>What makes the line look as if the command itself had been typed: over the line that was, which shells read to run it.</summary>
    /// <param name="typed">What was typed instead.</param>
    /// <param name="command">What is to be seen.</param>
    public string Showing(string typed, string command) =>
        string.Create(CultureInfo.InvariantCulture, $"{Erasing(typed)}{Row}\e[0m\e[{Column + 1}G\e[K{Visible(command)}\n");

    /// <summary>Goes back to where the prompt began, from the line after what was typed.</summary>
    /// <remarks>Line by line: tmux keeps in its history what is erased at once from the screen's first cell on.</remarks>
    public string Erasing(string typed) =>
        string.Concat(Enumerable.Repeat("\e[A\e[2K", ((Column + typed.Length) / Math.Max(1, Columns)) + 1)) + "\r";

    private static string Visible(string command)
    {
        var shown = new StringBuilder(command.Length);
        foreach (var c in command) shown.Append(c is '\n' or '\t' || !char.IsControl(c) ? c : '\ufffd');
        return shown.ToString();
    }

    [GeneratedRegex(@"\e\[[0-9;:]*m|\e\(.|[\x0e\x0f]")]
    private static partial Regex Style();
}
