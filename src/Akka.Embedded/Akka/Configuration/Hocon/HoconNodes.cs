namespace Akka.Configuration.Hocon;

/// <summary>What was written, before substitutions are resolved.</summary>
internal abstract class HoconNode;

/// <summary>Text; null is the literal null. White space between other parts is text that counts only among strings.</summary>
internal sealed class LiteralNode(string? text, bool isWhitespace = false) : HoconNode
{
    public string? Text { get; } = text;
    public bool IsWhitespace { get; } = isWhitespace;
}

internal sealed class ArrayNode : HoconNode
{
    public List<HoconNode> Elements { get; } = [];
}

/// <summary>Parts that stand side by side.</summary>
internal sealed class JoinedNode(List<HoconNode> parts) : HoconNode
{
    public List<HoconNode> Parts { get; } = parts;
}

/// <summary>A value that is resolved already: the content of an include.</summary>
internal sealed class IncludedNode(HoconValue value) : HoconNode
{
    public HoconValue Value { get; } = value;
}

/// <summary><c>${path}</c>, or the earlier value of the field that <c>+=</c> adds to.</summary>
internal sealed class SubstitutionNode(string path, bool isOptional, string position) : HoconNode
{
    public string Path { get; } = path;
    public List<string> Keys { get; } = HoconText.SplitPath(path);
    public bool IsOptional { get; } = isOptional;

    /// <summary>Where it stands: <c>line 1, column 5</c>.</summary>
    public string Position { get; } = position;

    /// <summary>The field to look back at, in place of a path.</summary>
    public FieldNode? Field { get; set; }

    /// <summary>Whether its value is being looked for just now: meeting it again means that it refers to itself.</summary>
    public bool InProgress { get; set; }
}

/// <summary>A key with everything it was set to, in order. The last one counts; objects merge with objects before them.</summary>
internal sealed class FieldNode
{
    public List<HoconNode> Definitions { get; } = [];

    public void Define(HoconNode value)
    {
        if (value is JoinedNode { Parts: [SubstitutionNode { Field: not null } before, ..] } appended)
        {
            before.Field = this;
            // One long list in place of a chain of additions, each of which would refer to the one before.
            if (Definitions is [.., JoinedNode { Parts: [SubstitutionNode { Field: not null }, ..] } list])
            {
                list.Parts.AddRange(appended.Parts.Skip(1));
                return;
            }
        }
        if (value is ObjectNode added && Definitions is [.., ObjectNode last])
            last.MergeIn(added);
        else
            Definitions.Add(value);
    }
}

internal sealed class ObjectNode : HoconNode
{
    public Dictionary<string, FieldNode> Fields { get; } = new(StringComparer.Ordinal);

    public FieldNode Field(string key)
    {
        if (!Fields.TryGetValue(key, out var field))
            Fields[key] = field = new FieldNode();
        return field;
    }

    public void MergeIn(ObjectNode later)
    {
        foreach (var (key, field) in later.Fields)
            foreach (var definition in field.Definitions)
                Field(key).Define(definition);
    }
}
