using System.Text.RegularExpressions;

namespace Orchestrator.Agents.CodingAgents;

/// <summary>What stands in an agent's composer.</summary>
internal enum ComposerState
{
    /// <summary>It cannot be told, e.g. the cursor is elsewhere.</summary>
    Unknown,

    /// <summary>Nothing, or a hint in grey.</summary>
    Empty,

    /// <summary>Text that somebody typed.</summary>
    Draft,
}

/// <summary>What stands in an agent's composer, as far as the screen shows it.</summary>
/// <param name="State">Whether anything does.</param>
/// <param name="Text">A draft's text from its beginning to the end of the cursor's line; empty otherwise.</param>
/// <param name="Line">The whole draft, exactly, where it is one line with the cursor behind it; null when that cannot be told.</param>
/// <param name="IsFramed">Whether anything stands below it. Where nothing does, half of a frame may have been seen: most CLIs erase what is below before they draw.</param>
/// <param name="Below">A draft's lines below the cursor's, where a rule ends the composer; empty otherwise.</param>
internal sealed record Composer(ComposerState State, string Text = "", string? Line = null, bool IsFramed = false, string Below = "")
{
    public static readonly Composer Unknown = new(ComposerState.Unknown), Empty = new(ComposerState.Empty);

    /// <summary>Whether the draft is this text, or stands for a large paste. Blanks do not count: composers wrap, indent and trim.</summary>
    /// <param name="text">What was pasted.</param>
    /// <param name="collapsed">How the CLI shows a paste that is too large to be shown.</param>
    public bool Holds(string text, IReadOnlyList<Regex> collapsed) =>
        State is ComposerState.Draft && (EndsWith(text) || collapsed.Any(c => c.IsMatch(Text)));

    /// <summary>Whether the draft is this text and nobody has added to it: to the end of the text, or nothing but what stands for a large paste.</summary>
    public bool IsOnly(string text, IReadOnlyList<Regex> collapsed) =>
        State is ComposerState.Draft && (EndsWith(text) || IsSign(Text, collapsed));

    /// <summary>Whether a text is nothing but what stands for a large paste.</summary>
    public static bool IsSign(string text, IReadOnlyList<Regex> collapsed)
    {
        var shown = text.Trim();
        return collapsed.Any(c => c.Match(shown) is { Success: true, Index: 0 } match && shown.IndexOf(']', match.Length - 1) == shown.Length - 1);
    }

    /// <summary>A text without its blanks: composers wrap, indent and trim.</summary>
    public static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private bool EndsWith(string text) => Tail(text) is { Length: > 0 } end && Tail(Text).EndsWith(end, StringComparison.Ordinal);

    private static string Tail(string text)
    {
        var bare = Bare(text);
        return bare.Length > 20 ? bare[^20..] : bare;
    }
}

/// <summary>Reads from the screen whether the composer holds a draft, with which a pasted message would be merged.</summary>
/// <remarks>The cursor decides, since hints (<c>Press up to edit queued messages</c>) look like text: it stands right behind the prompt's sign in an empty composer.</remarks>
internal static partial class ComposerReader
{
    /// <summary>A draft of more lines than this is not told from what was said before.</summary>
    private const int MaxLines = 40;

    /// <summary>What the further lines of a draft begin with, at least.</summary>
    private const string Indent = "  ";

    private const char Rule = '─';

    /// <param name="prompt">What a line of the composer begins with.</param>
    /// <param name="lines">The screen's lines, top first.</param>
    /// <param name="row">The cursor's row, from 0.</param>
    /// <param name="column">The cursor's column, from 0.</param>
    /// <param name="cursorLine">The cursor's line with its escape sequences, by which a hint is told from text.</param>
    public static Composer Read(Regex? prompt, IReadOnlyList<string> lines, int row, int column, string cursorLine)
    {
        if (prompt is null || row >= lines.Count) return Composer.Unknown;
        var found = Find(prompt, lines, row, column, cursorLine) with { IsFramed = lines.Skip(row + 1).Any(line => !string.IsNullOrWhiteSpace(line)) };
        if (found.State is ComposerState.Unknown || Below(lines, row) is not { Length: > 0 } below) return found;
        return found with { State = ComposerState.Draft, Below = below }; // the cursor's line may be an empty one
    }

    // Only up to a rule: elsewhere what stands below is the CLI's.
    private static string Below(IReadOnlyList<string> lines, int row)
    {
        var below = lines.Skip(row + 1).Take(MaxLines).TakeWhile(line => string.IsNullOrWhiteSpace(line) || line.StartsWith(Indent, StringComparison.Ordinal)).ToList();
        var end = row + 1 + below.Count;
        return end < lines.Count && lines[end].StartsWith(Rule) ? string.Join('\n', below).TrimEnd() : "";
    }

    private static Composer Find(Regex prompt, IReadOnlyList<string> lines, int row, int column, string cursorLine)
    {
        if (SignOf(prompt, lines[row]) is { } sign)
        {
            if (column < sign) return Composer.Unknown;
            if (lines[row][..Math.Min(sign, lines[row].Length)].Contains('!', StringComparison.Ordinal)) return Draft(lines, row, row, sign); // a shell's: even an empty one executes what is typed
            if (column > sign && LineOf(lines, row, column, sign) is { } line) return Draft(lines, row, row, sign) with { Line = line };
            return column > sign || HasPlainTextBehind(cursorLine, sign) ? Draft(lines, row, row, sign) : Composer.Empty;
        }

        return PromptAbove(prompt, lines, row) is { } above && (lines[row].Length > 0 || column == SignOf(prompt, lines[above])) ? Draft(lines, above, row, SignOf(prompt, lines[above])!.Value) : Composer.Unknown;
    }

    // A sign is a match at the beginning of a line; blanks that belong to it may have been cut off at the line's end.
    private static int? SignOf(Regex prompt, string line)
    {
        var padded = line + "  ";
        var match = prompt.Match(padded);
        return match is { Success: true, Index: 0 } ? match.Length : null;
    }

    // Wide and combining characters would have to be measured as the terminal does; a second row would stand right below.
    private static string? LineOf(IReadOnlyList<string> lines, int row, int column, int sign)
    {
        var text = lines[row][Math.Min(sign, lines[row].Length)..].TrimEnd();
        var isWhole = row + 1 < lines.Count && lines[row + 1].StartsWith(Rule) && column >= sign + text.Length && column < lines[row + 1].Length - 1;
        return isWhole && text.All(c => c is >= ' ' and < '\u0300') ? text.PadRight(column - sign) : null;
    }

    private static Composer Draft(IReadOnlyList<string> lines, int first, int last, int sign) => new(
        ComposerState.Draft, string.Join('\n', Enumerable.Range(first, last - first + 1).Select(i => i == first ? lines[i][Math.Min(sign, lines[i].Length)..] : lines[i])));

    // The further lines of a draft are indented below the prompt's sign; an empty one has lost its blanks.
    private static int? PromptAbove(Regex prompt, IReadOnlyList<string> lines, int row)
    {
        for (var above = row; above >= 0 && row - above < MaxLines; above--)
        {
            if (SignOf(prompt, lines[above]) is { } sign)
                return above < row && !lines[above].AsSpan(0, Math.Min(sign, lines[above].Length)).ContainsAny('┃', '│') ? above : null; // a frame stands before every line: the cursor is outside of it
            if (lines[above].Length > 0 && !lines[above].StartsWith(Indent, StringComparison.Ordinal)) return null;
        }

        return null;
    }

    // Faint, grey, inverse or underlined text is a hint or the drawn cursor. Text in the terminal's own colour was typed.
    private static bool HasPlainTextBehind(string cursorLine, int sign)
    {
        var (column, style) = (0, Style.Plain);
        for (var i = 0; i < cursorLine.Length;)
        {
            var sequence = Sequence().Match(cursorLine, i);
            if (sequence.Success && sequence.Index == i)
            {
                if (sequence.Groups["sgr"].Success) style = Styled(sequence.Groups["sgr"].Value, style);
                i += sequence.Length;
                continue;
            }

            if (column >= sign && style is Style.Plain && !char.IsWhiteSpace(cursorLine[i])) return true;
            column++;
            i++;
        }

        return false;
    }

    [Flags]
    private enum Style
    {
        Plain = 0,
        Faint = 1,
        Underlined = 2,
        Inverse = 4,
        Coloured = 8,
    }

    private static Style Styled(string parameters, Style style)
    {
        foreach (var code in parameters.Split(';', ':'))
        {
            style = code switch
            {
                "" or "0" => Style.Plain,
                "2" => style | Style.Faint,
                "22" => style & ~Style.Faint,
                "4" => style | Style.Underlined,
                "24" => style & ~Style.Underlined,
                "7" => style | Style.Inverse,
                "27" => style & ~Style.Inverse,
                "38" or "90" => style | Style.Coloured,
                "39" => style & ~Style.Coloured,
                _ => style,
            };
            if (code is "38" or "48") break; // the rest are its colour
        }

        return style;
    }

    [GeneratedRegex("\u001b(\\[(?<sgr>[0-9;:]*)m|\\[[0-?]*[ -/]*[@-~]|[()].|[@-Z\\\\-_])", RegexOptions.CultureInvariant)]
    private static partial Regex Sequence();
}
