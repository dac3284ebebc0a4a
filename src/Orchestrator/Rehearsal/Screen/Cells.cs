using System.Globalization;
using System.Text;

namespace Orchestrator.Rehearsal.Screen;

/// <summary>Text measured in terminal cells.</summary>
internal static class Cells
{
    /// <summary>How many cells a terminal gives a character: 0 for combining ones, 2 for wide ones.</summary>
    public static int WidthOf(Rune rune) => rune.Value switch
    {
        < 0x300 => 1,
        0x200B or 0x200D or (>= 0xFE00 and <= 0xFE0F) => 0,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0 : 1,
    };

    public static int WidthOf(string text) => text.EnumerateRunes().Sum(WidthOf);

    /// <summary>Cuts text into rows of at most this many cells; line feeds begin a row too. At least one row.</summary>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        var rows = new List<string>();
        foreach (var line in text.Split('\n'))
        {
            var row = new StringBuilder();
            var used = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                var cells = WidthOf(rune);
                if (used + cells > width && used > 0)
                {
                    rows.Add(row.ToString());
                    row.Clear();
                    used = 0;
                }
                row.Append(rune);
                used += cells;
            }
            rows.Add(row.ToString());
        }
        return rows;
    }

    /// <summary>Text that moves no cursor: control characters but line feeds become <c>�</c>, tabs four blanks.</summary>
    public static string Printable(string text) =>
        string.Concat(text.Select(c => c == '\t' ? "    " : c != '\n' && char.IsControl(c) ? "�" : c.ToString()));
}
