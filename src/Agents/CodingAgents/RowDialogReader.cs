using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>Reads a dialog whose options stand in one row, moved through by the arrows and taken by Enter, as OpenCode has them.</summary>
internal static partial class RowDialogReader
{
    private const int MaxQuestionLines = 20;

    /// <param name="lines">The screen's lines.</param>
    /// <param name="rows">The labels of each such dialog, in their order.</param>
    /// <returns>The lowest such dialog, its options' keys counted from 1; null when there is none.</returns>
    public static ScreenDialog? Read(IReadOnlyList<string> lines, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (Find(lines, rows) is not { } found) return null;
        var options = found.Labels.Select((label, i) => new DialogOption($"{i + 1}", label)).ToList();
        return new ScreenDialog(string.Join('\n', Question(lines, found.Line)), options);
    }

    /// <summary>The row of a dialog, from the bottom.</summary>
    public static (int Line, IReadOnlyList<string> Labels)? Find(IReadOnlyList<string> lines, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        for (var i = lines.Count - 1; i >= 0; i--)
        {
            if (rows.FirstOrDefault(labels => Columns(lines[i], labels) is not null) is { } labels) return (i, labels);
        }

        return null;
    }

    /// <summary>Which label is marked: the only one on another background than the row's.</summary>
    /// <param name="colouredLine">The row with its escape sequences.</param>
    /// <param name="labels">Its labels.</param>
    /// <returns>Its index; null when that cannot be told.</returns>
    public static int? Marked(string colouredLine, IReadOnlyList<string> labels)
    {
        var (text, grounds) = Read(colouredLine);
        if (Columns(text, labels) is not { } columns) return null;
        var behind = columns[^1] + labels[^1].Length + 2; // the marked one has a blank of its colour on either side
        var ground = behind < grounds.Count ? grounds[behind] : "";
        var marked = Enumerable.Range(0, labels.Count).Where(i => grounds[columns[i]] != ground).ToList();
        return marked.Count == 1 ? marked[0] : null;
    }

    private static List<int>? Columns(string line, IReadOnlyList<string> labels)
    {
        var columns = new List<int>();
        var from = 0;
        foreach (var label in labels)
        {
            var at = line.IndexOf(label, from, StringComparison.Ordinal);
            if (at < 0) return null;
            columns.Add(at);
            from = at + label.Length;
        }

        return columns;
    }

    // The dialog's own lines bear its frame at their left; what stands right of a wide gap is another panel's.
    private static List<string> Question(IReadOnlyList<string> lines, int row)
    {
        var question = new List<string>();
        for (var i = row - 1; i >= 0 && row - i <= MaxQuestionLines && Framed().Match(lines[i]) is { Success: true } line; i--)
        {
            if (Gap().Split(line.Groups["text"].Value)[0].Trim() is { Length: > 0 } text) question.Insert(0, text);
        }

        return question;
    }

    private static (string Text, List<string> Grounds) Read(string coloured)
    {
        var text = new System.Text.StringBuilder();
        var grounds = new List<string>();
        var ground = "";
        for (var i = 0; i < coloured.Length;)
        {
            var sequence = Sequence().Match(coloured, i);
            if (sequence.Success && sequence.Index == i)
            {
                ground = GroundAfter(sequence.Groups["sgr"], ground);
                i += sequence.Length;
                continue;
            }

            text.Append(coloured[i++]);
            grounds.Add(ground);
        }

        return (text.ToString(), grounds);
    }

    private static string GroundAfter(Group sgr, string ground)
    {
        if (!sgr.Success) return ground;
        var codes = sgr.Value.Split(';', ':');
        for (var i = 0; i < codes.Length; i++)
        {
            if (codes[i] is "" or "0" or "49") ground = "";
            else if (codes[i] is "38") i += Length(codes, i);
            else if (codes[i] is "48")
            {
                var length = Length(codes, i);
                ground = string.Join(';', codes.Skip(i).Take(length + 1));
                i += length;
            }
            else if (codes[i] is ['4', >= '0' and <= '7'] or ['1', '0', _]) ground = codes[i];
            else if (codes[i] is "7") ground = "inverse";
            else if (codes[i] is "27") ground = "";
        }

        return ground;
    }

    private static int Length(string[] codes, int at) => at + 1 < codes.Length && codes[at + 1] == "5" ? 2 : 4;

    [GeneratedRegex("^\\s*┃(?<text>.*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Framed();

    [GeneratedRegex("\\s{5,}", RegexOptions.CultureInvariant)]
    private static partial Regex Gap();

    [GeneratedRegex("\u001b(\\[(?<sgr>[0-9;:]*)m|\\[[0-?]*[ -/]*[@-~]|[()].|[@-Z\\\\-_])", RegexOptions.CultureInvariant)]
    private static partial Regex Sequence();
}
