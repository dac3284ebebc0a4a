using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>Reads a dialog with numbered options, as the coding agents show them, from the lines of a screen.</summary>
internal static partial class DialogReader
{
    /// <summary>Of a longer question, the end is kept: it stands next to the options.</summary>
    private const int MaxQuestionLines = 20;

    // An option may have a description below it.
    private const int MaxLinesBetween = 2;

    /// <returns>The lowest dialog on the screen; without options when there are none that are numbered from 1.</returns>
    public static ScreenDialog Read(IReadOnlyList<string> lines)
    {
        var options = Options(lines, out var first);
        var question = new List<string>();
        for (var i = first - 1; i >= 0 && question.Count < MaxQuestionLines; i--)
        {
            if (Border().IsMatch(lines[i]) && question.Count > 0) break;
            if (Bare(lines[i]) is { Length: > 0 } text) question.Insert(0, text);
        }

        return new ScreenDialog(string.Join('\n', question), options);
    }

    /// <summary>The key of the option that Enter would take; null when none is marked.</summary>
    public static string? MarkedKey(IReadOnlyList<string> lines) =>
        lines.Select(line => Marked().Match(line)).LastOrDefault(m => m.Success)?.Groups["key"].Value;

    private static List<DialogOption> Options(IReadOnlyList<string> lines, out int first)
    {
        var options = new List<DialogOption>();
        first = lines.Count;
        var between = 0;
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            var match = Option().Match(lines[i]);
            var key = match.Success ? match.Groups["key"].Value : null;
            if (key is not null && (options.Count == 0 || key[0] == options[0].Key[0] - 1))
            {
                options.Insert(0, new DialogOption(key, match.Groups["label"].Value));
                (first, between) = (i, 0);
                if (key == "1") return options;
            }
            else if (options.Count > 0 && ++between > MaxLinesBetween)
            {
                break;
            }
        }

        first = lines.Count;
        return [];
    }

    private static string Bare(string line) => line.Trim().Trim('│', '┃').Trim();

    [GeneratedRegex("^[\\s│┃❯›●>]*(?<key>[1-9])\\.\\s+(?<label>\\S.*?)[\\s│┃]*$", RegexOptions.CultureInvariant)]
    private static partial Regex Option();

    [GeneratedRegex("^[\\s│┃]*[❯›●>]\\s*(?<key>[1-9])\\.\\s+\\S", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();

    [GeneratedRegex("^\\s*[─━╭┌]{2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Border();
}
