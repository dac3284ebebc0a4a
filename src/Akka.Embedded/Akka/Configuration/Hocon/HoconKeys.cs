using System.Text;

namespace Akka.Configuration.Hocon;

/// <summary>Reads the path before a separator: keys, quoted or not, with dots between.</summary>
internal static class HoconKeys
{
    public static List<string> Read(HoconReader reader)
    {
        var keys = new List<string>();
        while (true)
        {
            keys.Add(ReadKey(reader));
            if (reader.Peek() != '.')
                return keys;
            reader.Skip(1);
        }
    }

    private static string ReadKey(HoconReader reader)
    {
        var key = new StringBuilder();
        var start = reader.Offset;
        var end = 0;
        while (!reader.AtEnd)
        {
            if (reader.Peek() == '"')
                key.Append(HoconStrings.ReadQuoted(reader));
            else if (HoconText.MayStandInKey(reader.Peek()) && !reader.AtComment && !reader.StartsWith("+="))
                key.Append(reader.Take());
            else if (HoconText.IsWhitespace(reader.Peek()) && reader.Peek() != '\n')
            {
                key.Append(reader.Take());
                continue;
            }
            else
                break;
            end = key.Length;
        }
        key.Length = end; // spaces belong to a key only between its words
        return reader.Offset == start || (end == 0 && reader.Slice(start).Trim().Length == 0)
            ? throw reader.Expected("a key")
            : key.ToString();
    }
}
