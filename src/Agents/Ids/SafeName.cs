using System.Globalization;
using System.Text;

namespace Orchestrator.Agents;

/// <summary>
/// The one rule for names that become tmux sessions and windows, branches and directories: lower-case ASCII letters,
/// digits, <c>-</c> and <c>_</c>. tmux turns <c>:</c> and <c>.</c> into <c>_</c> and reads them as separators in targets.
/// </summary>
internal static class SafeName
{
    internal const int MaxLength = 40;

    private const string Accented = "àáâãäåāăąçćčďđèéêëēęěğìíîïīıłñńňòóôõöøōőřśşšßťţùúûüūůűýÿźżž";
    private const string Plain = "aaaaaaaaacccddeeeeeeegiiiiiilnnnoooooooorssssttuuuuuuuyyzzz";

    /// <summary>Why a text is no safe name, or null when it is one.</summary>
    internal static string? Problem(string text)
    {
        if (text.Length == 0)
            return "it is empty";
        if (text.Length > MaxLength)
            return $"it has {text.Length} characters, {MaxLength} are allowed";
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsAllowed(rune))
                return $"{Show(rune)} is not allowed, only a-z, 0-9, \"-\" and \"_\" are";
        }
        return IsLetterOrDigit(text[0]) ? null : $"it begins with \"{text[0]}\", not with a letter or digit";
    }

    /// <summary>The nearest safe name: accents dropped, lower case, runs of anything else as one <c>-</c>. Empty when nothing is left.</summary>
    internal static string From(string text)
    {
        var name = new StringBuilder(MaxLength);
        foreach (var c in text)
        {
            if (name.Length >= MaxLength)
                break;
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            var lower = Fold(c);
            if (IsLetterOrDigit(lower) || (lower == '_' && name.Length > 0))
                name.Append(lower);
            else if (name.Length > 0 && name[^1] != '-' && lower is not ('\'' or '’'))
                name.Append('-');
        }
        return name.ToString().TrimEnd('-', '_');
    }

    /// <summary>A text as it may stand in an error message: quoted, shortened, with no control character.</summary>
    internal static string Quote(string text)
    {
        var shown = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (shown.Length > 60)
                return shown.Append("…\"").ToString();
            shown.Append(Rune.IsControl(rune) ? $"\\u{rune.Value:x4}" : rune.ToString());
        }
        return shown.Append('"').ToString();
    }

    /// <summary>A Latin letter without its accent. By table: the program runs without ICU, which could decompose it.</summary>
    private static char Fold(char c)
    {
        if (c < 0x80)
            return char.ToLowerInvariant(c);
        var index = Accented.IndexOf(char.ToLowerInvariant(c), StringComparison.Ordinal);
        return index < 0 ? c : Plain[index];
    }

    private static bool IsAllowed(Rune rune) => rune.IsAscii && ((char)rune.Value is '-' or '_' || IsLetterOrDigit((char)rune.Value));

    private static bool IsLetterOrDigit(char c) => c is (>= 'a' and <= 'z') or (>= '0' and <= '9');

    private static string Show(Rune rune) => rune.Value == ' ' ? "a space" : Quote(rune.ToString());
}
