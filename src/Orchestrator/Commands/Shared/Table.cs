using System.Text;

namespace Orchestrator.Commands.Shared;

/// <summary>Columns for people, aligned by what a terminal shows; plain text where colours are off.</summary>
internal sealed class Table(params string[] headers)
{
    private readonly List<Cell[]> _rows = [];

    /// <summary>One value of a row.</summary>
    internal readonly record struct Cell(string Text, Tint Tint = Tint.None)
    {
        public static implicit operator Cell(string? text) => new(text ?? "");

        public static implicit operator Cell(int number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    internal void Add(params Cell[] cells) => _rows.Add(cells);

    internal void Write(TextWriter to, bool colours)
    {
        var widths = headers.Select((h, i) => Math.Max(Width(h), _rows.Select(r => i < r.Length ? Width(r[i].Text) : 0).DefaultIfEmpty().Max())).ToArray();
        WriteRow(to, [.. headers.Select(h => new Cell(h, Tint.Dim))], widths, colours);
        foreach (var row in _rows)
            WriteRow(to, row, widths, colours);
    }

    /// <summary>Columns that a terminal gives a text; wide East Asian characters take two.</summary>
    internal static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var v = rune.Value;
            width += v is (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff)
                or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6) or (>= 0x1f300 and <= 0x1faff) or (>= 0x20000 and <= 0x3fffd) ? 2
                : Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark ? 0 : 1;
        }
        return width;
    }

    private static void WriteRow(TextWriter to, Cell[] cells, int[] widths, bool colours)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = cells[i];
            line.Append(Paint.Text(cell.Text, cell.Tint, colours));
            if (i < cells.Length - 1)
                line.Append(' ', widths[i] - Width(cell.Text) + 2);
        }
        to.WriteLine(line.ToString().TrimEnd());
    }
}

/// <summary>What a colour means.</summary>
internal enum Tint
{
    None,
    Dim,
    Bold,
    Good,
    Warn,
    Bad,
}

/// <summary>Colours by the terminal's own palette.</summary>
internal static class Paint
{
    internal static string Text(string text, Tint tint, bool colours) => !colours || tint == Tint.None ? text : $"\e[{Code(tint)}m{text}\e[0m";

    /// <summary>How an agent's or project's state is coloured.</summary>
    internal static Tint OfState(string state) => state switch
    {
        "ready" or "working" or "running" or "delivered" or "submitted" or "accepted" or "ok" => Tint.Good,
        "waiting_for_permission" or "limited" or "backing_off" or "paused" or "starting" or "queued" or "delivering" or "typed" or "held" or "stranded" or "unknown" or "warning" => Tint.Warn,
        "failed" or "refused" => Tint.Bad,
        _ => Tint.Dim,
    };

    private static string Code(Tint tint) => tint switch
    {
        Tint.Dim => "2",
        Tint.Bold => "1",
        Tint.Good => "32",
        Tint.Warn => "33",
        Tint.Bad => "31",
        _ => "0",
    };
}
