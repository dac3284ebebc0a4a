using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>What HOCON's characters mean, and how a key, path or string is written so that it reads back the same.</summary>
internal static class HoconText
{
    private const string NeverUnquoted = "$\"{}[]:=,#`^?!@*&\\";

    /// <summary>The byte order mark counts as white space.</summary>
    public static bool IsWhitespace(char c) => char.IsWhiteSpace(c) || c == '\uFEFF';

    public static bool MayStandUnquoted(char c) => !NeverUnquoted.Contains(c, StringComparison.Ordinal) && !IsWhitespace(c);

    /// <summary>Child names such as <c>*</c> and <c>$a</c> are common in deployment paths, so a key may hold a star.</summary>
    public static bool MayStandInKey(char c) => c != '.' && (c == '*' || MayStandUnquoted(c));

    public static string Quoted(string? value) => value switch
    {
        null => "null",
        _ when value.Length > 0 && value != "null" && value.All(IsPlain) => value,
        _ => Escaped(value),
    };

    public static string QuotedKey(string key) =>
        key.Length > 0 && key != "include" && key.All(c => IsPlain(c) && c != '.') ? key : Escaped(key);

    /// <summary>The keys of a path; a quoted key may hold dots.</summary>
    /// <exception cref="ConfigurationException">A quote is not closed.</exception>
    public static List<string> SplitPath(string path)
    {
        if (!path.Contains('"', StringComparison.Ordinal))
            return [.. path.Split('.')];
        var keys = new List<string>();
        var key = new StringBuilder();
        var quoted = false;
        foreach (var c in path)
        {
            if (c == '"')
                quoted = !quoted;
            else if (c == '.' && !quoted)
            {
                keys.Add(key.ToString());
                key.Clear();
            }
            else
                key.Append(c);
        }
        if (quoted)
            throw new ConfigurationException($"The path {path} opens a quote and does not close it.");
        keys.Add(key.ToString());
        return keys;
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    private static string Escaped(string value)
    {
        var text = new StringBuilder("\"", value.Length + 2);
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                < ' ' or '\uFEFF' => text.Append("\\u").Append(((int)c).ToString("x4", System.Globalization.CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }
        return text.Append('"').ToString();
    }
}
