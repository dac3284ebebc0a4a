namespace Akka.Configuration.Hocon;

/// <summary>Walks over the characters of a HOCON text and words its errors.</summary>
internal sealed class HoconReader(string text)
{
    public int Offset { get; private set; }
    public bool AtEnd => Offset >= text.Length;

    /// <summary>The next character; NUL at the end.</summary>
    public char Peek(int ahead = 0) => Offset + ahead < text.Length ? text[Offset + ahead] : '\0';

    public char Take() => text[Offset++];

    public void Skip(int count) => Offset += count;

    public string Slice(int from) => text[from..Offset];

    public bool StartsWith(string expected) => string.CompareOrdinal(text, Offset, expected, 0, expected.Length) == 0;

    public bool TryTake(string expected)
    {
        if (!StartsWith(expected))
            return false;
        Offset += expected.Length;
        return true;
    }

    public bool AtComment => Peek() == '#' || (Peek() == '/' && Peek(1) == '/');

    /// <summary>Skips spaces, but no line end and no comment.</summary>
    public void SkipSpaces()
    {
        while (!AtEnd && Peek() != '\n' && HoconText.IsWhitespace(Peek()))
            Offset++;
    }

    /// <summary>Skips spaces, comments and line ends; says whether there was a line end.</summary>
    public bool SkipBlank()
    {
        var sawNewline = false;
        while (!AtEnd)
        {
            if (AtComment)
            {
                while (!AtEnd && Peek() != '\n')
                    Offset++;
            }
            else if (HoconText.IsWhitespace(Peek()))
                sawNewline |= Take() == '\n';
            else
                break;
        }
        return sawNewline;
    }

    public string Position(int offset)
    {
        var before = text.AsSpan(0, Math.Min(offset, text.Length));
        return $"line {before.Count('\n') + 1}, column {before.Length - before.LastIndexOf('\n')}";
    }

    public ConfigurationException Expected(string what, int? offset = null)
    {
        var at = offset ?? Offset;
        var found = at >= text.Length ? "the end of the text" : text[at] switch
        {
            '\n' or '\r' => "the end of the line",
            < ' ' or '\uFEFF' => $"U+{(int)text[at]:X4}",
            _ => $"'{text.AsSpan(at, char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1)}'",
        };
        return new ConfigurationException($"HOCON {Position(at)}: expected {what}, found {found}.");
    }
}
