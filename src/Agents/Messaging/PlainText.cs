using System.Globalization;
using System.Text;

namespace Orchestrator.Agents.Messaging;

/// <summary>Text that may be put into a terminal: a control character in it would be a key (ESC, ^C, ^D) to the program there.</summary>
/// <param name="Text">With line feeds as line ends and no control character but line feed and tab.</param>
/// <param name="Notes">What was removed, e.g. <c>Line 4: ESC removed</c>; at most ten entries and a last one that counts the rest.</param>
/// <param name="Removed">How many control characters were removed.</param>
public sealed record PlainText(string Text, IReadOnlyList<string> Notes, int Removed)
{
    private const int MaxNotes = 10;

    private static readonly string[] Names =
    [
        "NUL", "^A", "^B", "^C", "^D", "^E", "^F", "^G (bell)", "^H (backspace)", "", "", "^K", "^L", "", "^N", "^O",
        "^P", "^Q", "^R", "^S", "^T", "^U", "^V", "^W", "^X", "^Y", "^Z", "ESC", "^\\", "^]", "^^", "^_",
    ];

    /// <summary>Turns CR and CRLF into LF and removes every other control character (C0 but tab, DEL, C1).</summary>
    public static PlainText Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = new StringBuilder(text.Length);
        var notes = new List<string>();
        var line = 1;
        var removed = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i] == '\r' ? '\n' : text[i];
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            if (c == '\n')
                line++;
            if (c is '\n' or '\t' || !char.IsControl(c))
                clean.Append(c);
            else if (++removed <= MaxNotes)
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"Line {line}: {NameOf(c)} removed"));
        }
        if (removed > MaxNotes)
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{removed - MaxNotes} more control characters removed"));
        return new PlainText(clean.ToString(), notes, removed);
    }

    private static string NameOf(char c) => c < Names.Length ? Names[c] : c == 0x7f ? "DEL" : $"U+{(int)c:X4}";
}
