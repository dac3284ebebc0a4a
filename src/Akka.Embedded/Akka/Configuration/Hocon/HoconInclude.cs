namespace Akka.Configuration.Hocon;

/// <summary>Reads <c>include "name"</c>, also as <c>required(…)</c>, <c>file(…)</c>, <c>classpath(…)</c> or <c>url(…)</c>.</summary>
internal static class HoconInclude
{
    private const string Keyword = "include";

    public static bool TryRead(HoconReader reader, Func<string, HoconRoot?>? include, ObjectNode into)
    {
        var start = reader.Offset;
        if (!reader.StartsWith(Keyword) || !IsStatement(reader))
            return false;
        reader.Skip(Keyword.Length);
        var open = 0;
        var isRequired = false;
        reader.SkipSpaces();
        foreach (var word in (string[])["required(", "file(", "classpath(", "url("])
        {
            if (!reader.TryTake(word))
                continue;
            isRequired |= word == "required(";
            open++;
            reader.SkipSpaces();
        }
        if (reader.Peek() != '"')
            throw reader.Expected("the name of an include in quotes");
        var name = HoconStrings.ReadQuoted(reader);
        for (; open > 0; open--)
        {
            reader.SkipSpaces();
            if (!reader.TryTake(")"))
                throw reader.Expected("')' after the name of an include");
        }
        Merge(name, isRequired, $"HOCON {reader.Position(start)}", include, into);
        return true;
    }

    /// <summary>"include" with a separator after it is a key like any other.</summary>
    private static bool IsStatement(HoconReader reader)
    {
        var ahead = Keyword.Length;
        while (reader.Peek(ahead) is ' ' or '\t')
            ahead++;
        return reader.Peek(ahead) == '"' || (ahead > Keyword.Length && reader.Peek(ahead) is 'r' or 'f' or 'c' or 'u' && HasParenthesis(reader, ahead));
    }

    private static bool HasParenthesis(HoconReader reader, int ahead)
    {
        while (char.IsAsciiLetterLower(reader.Peek(ahead)))
            ahead++;
        return reader.Peek(ahead) == '(';
    }

    private static void Merge(string name, bool isRequired, string position, Func<string, HoconRoot?>? include, ObjectNode into)
    {
        if (include is null)
            throw new ConfigurationException($"{position}: include \"{name}\" needs someone to read it: pass a callback for includes.");
        if (include(name) is not { } root)
        {
            if (isRequired)
                throw new ConfigurationException($"{position}: the required include \"{name}\" was not found.");
            return;
        }
        if (root.Value.GetObject() is not { } content)
            throw new ConfigurationException($"{position}: the include \"{name}\" must be an object, not {root.Value}.");
        foreach (var (key, value) in content.Items)
            into.Field(key).Define(new IncludedNode(value));
    }
}
