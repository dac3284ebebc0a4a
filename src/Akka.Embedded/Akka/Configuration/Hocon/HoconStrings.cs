using System.Globalization;
using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Reads strings in quotes: JSON's, and those in three quotes, which are taken as they stand.</summary>
internal static class HoconStrings
{
    private const string Triple = "\"\"\"";

    public static string ReadQuoted(HoconReader reader)
    {
        var start = reader.Offset;
        if (reader.TryTake(Triple))
            return ReadTriple(reader, start);
        reader.Skip(1);
        var text = new StringBuilder();
        while (true)
        {
            if (reader.AtEnd || reader.Peek() == '\n')
                throw reader.Expected($"'\"' for the string that begins at {reader.Position(start)}");
            var c = reader.Take();
            if (c == '"')
                return text.ToString();
            text.Append(c == '\\' ? ReadEscape(reader) : c);
        }
    }

    private static string ReadTriple(HoconReader reader, int start)
    {
        var from = reader.Offset;
        while (!reader.StartsWith(Triple) || reader.Peek(3) == '"')
        {
            if (reader.AtEnd)
                throw reader.Expected($"three quotes for the string that begins at {reader.Position(start)}");
            reader.Skip(1);
        }
        var text = reader.Slice(from);
        reader.Skip(Triple.Length);
        return text;
    }

    private static char ReadEscape(HoconReader reader)
    {
        var at = reader.Offset;
        switch (reader.AtEnd ? '\0' : reader.Take())
        {
            case '"': return '"';
            case '\\': return '\\';
            case '/': return '/';
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u': break;
            default: throw reader.Expected("one of \" \\ / b f n r t u after a backslash", at);
        }
        var code = 0;
        for (var digit = 0; digit < 4; digit++)
        {
            if (!char.IsAsciiHexDigit(reader.Peek()))
                throw reader.Expected("four hexadecimal digits after \\u");
            code = code * 16 + int.Parse([reader.Take()], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
        return (char)code;
    }
}
