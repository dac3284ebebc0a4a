namespace Akka.Configuration.Hocon;

/// <summary>Turns nodes into values: the last definition of a key counts, objects merge, substitutions are looked up.</summary>
internal sealed class HoconResolver
{
    // Twelve lines of doubling substitutions would fill the memory, a long chain the stack.
    private const int MaxDepth = 400;
    private const int MaxSteps = 1_000_000;
    private const int MaxTextLength = 16 * 1024 * 1024;

    private readonly ObjectNode? _root;
    private int _depth;
    private int _steps;

    private HoconResolver(ObjectNode? root) => _root = root;

    public static HoconValue Resolve(HoconNode document) =>
        new HoconResolver(document as ObjectNode).Value(document) ?? new HoconValue(new HoconObject());

    /// <summary>The value of a node; null when it is a substitution without one.</summary>
    private HoconValue? Value(HoconNode node)
    {
        Spend(1);
        if (++_depth > MaxDepth)
            throw new ConfigurationException($"The substitutions of this HOCON make values nested more than {MaxDepth} levels deep.");
        var value = node switch
        {
            LiteralNode literal => new HoconValue(new HoconLiteral { Value = literal.Text }),
            ObjectNode fields => Object(fields),
            ArrayNode elements => Array(elements),
            JoinedNode joined => Join(joined),
            SubstitutionNode substitution => Substitute(substitution),
            IncludedNode included => included.Value,
            _ => throw new System.Diagnostics.UnreachableException(node.GetType().Name),
        };
        _depth--;
        return value;
    }

    private HoconValue Object(ObjectNode node)
    {
        var result = new HoconObject();
        foreach (var (key, field) in node.Fields)
        {
            if (Fold(field.Definitions) is { } value)
                result.Items[key] = value;
            else if (field.Definitions.Find(IsInProgress) is { } cycle)
                throw Cycle(cycle);
        }
        return new HoconValue(result);
    }

    private HoconValue Array(ArrayNode node)
    {
        var result = new HoconArray();
        result.AddRange(node.Elements.Select(Value).OfType<HoconValue>());
        return new HoconValue(result);
    }

    private HoconValue? Join(JoinedNode node)
    {
        var parts = node.Parts.Select(part => (Node: part, Value: Value(part))).Where(part => part.Value is not null).ToList();
        var values = parts.Where(part => part.Node is not LiteralNode { IsWhitespace: true }).Select(part => part.Value!).ToList();
        if (values.Count == 0)
            return null;
        if (values.TrueForAll(value => value.IsObject()))
            return values.Aggregate(HoconValue.Merged);
        if (values.TrueForAll(value => value.IsArray()))
        {
            var joined = new HoconArray();
            joined.AddRange(values.SelectMany(value => value.GetArray()));
            Spend(joined.Count);
            return new HoconValue(joined);
        }
        if (!values.TrueForAll(value => value.IsString()))
            throw new ConfigurationException($"HOCON can't join {string.Join(" and ", values.Select(Kind).Distinct())} to one value: {string.Join(" ", values)}");
        if (parts.Sum(part => (long)(part.Value!.GetString()?.Length ?? 0)) > MaxTextLength)
            throw new ConfigurationException($"The substitutions of this HOCON make a text longer than {MaxTextLength:N0} characters.");
        var text = string.Concat(parts.Select(part => part.Value!.GetString() ?? (part.Node is LiteralNode ? "null" : "")));
        Spend(text.Length / 64);
        return new HoconValue(new HoconLiteral { Value = text });
    }

    private HoconValue? Substitute(SubstitutionNode node)
    {
        node.InProgress = true;
        var value = node.Field is { } field ? Fold(field.Definitions) : Lookup(node);
        node.InProgress = false;
        if (value is not null || node.Field is not null)
            return value;
        if (Environment.GetEnvironmentVariable(node.Path) is { } variable)
            return new HoconValue(new HoconLiteral { Value = variable });
        return node.IsOptional ? null : throw new ConfigurationException(
            $"HOCON {node.Position}: ${{{node.Path}}} has no value, in this text or in the environment; write ${{?{node.Path}}} if it may be missing.");
    }

    private HoconValue? Lookup(SubstitutionNode node)
    {
        if (_root is null)
            return null;
        List<HoconNode> definitions = [_root];
        foreach (var key in node.Keys)
            definitions = Children(definitions, key);
        return Fold(definitions);
    }

    /// <summary>What a key was set to inside any of the objects. Looks into written objects without resolving their other keys.</summary>
    private List<HoconNode> Children(List<HoconNode> definitions, string key)
    {
        var result = new List<HoconNode>();
        foreach (var definition in UpToCycle(definitions))
        {
            Spend(1);
            if (definition is ObjectNode node)
            {
                if (node.Fields.TryGetValue(key, out var field))
                    result.AddRange(field.Definitions);
            }
            else if (definition is JoinedNode joined && joined.Parts.Exists(part => part is ObjectNode))
                result.AddRange(Children([.. joined.Parts.Where(part => part is not LiteralNode { IsWhitespace: true })], key));
            else if (Value(definition) is { } value)
            {
                if (value.GetObject() is not { } fields)
                    result.Clear();
                else if (fields.GetKey(key) is { } child)
                    result.Add(new IncludedNode(child));
            }
        }
        return result;
    }

    /// <summary>The value that definitions come to, from the last one back: what a later value hides is not even resolved.</summary>
    private HoconValue? Fold(List<HoconNode> definitions)
    {
        HoconValue? result = null;
        foreach (var definition in UpToCycle(definitions).Reverse())
        {
            if (Value(definition) is not { } value)
                continue;
            if (result is not null && !value.IsObject())
                break;
            result = result is null ? value : HoconValue.Merged(value, result);
            if (!result.IsObject())
                break;
        }
        return result;
    }

    /// <summary>A definition that is being resolved sees what was defined before it: that is how a value refers to its own earlier one.</summary>
    private static IEnumerable<HoconNode> UpToCycle(List<HoconNode> definitions) =>
        definitions.TakeWhile(definition => !IsInProgress(definition));

    private static bool IsInProgress(HoconNode node) => node switch
    {
        SubstitutionNode substitution => substitution.InProgress,
        JoinedNode joined => joined.Parts.Exists(IsInProgress),
        _ => false,
    };

    private void Spend(int steps)
    {
        if ((_steps += steps) > MaxSteps)
            throw new ConfigurationException($"The substitutions of this HOCON need more than {MaxSteps:N0} steps.");
    }

    private static ConfigurationException Cycle(HoconNode node)
    {
        var substitution = node as SubstitutionNode ?? ((JoinedNode)node).Parts.OfType<SubstitutionNode>().First(part => part.InProgress);
        return new ConfigurationException($"HOCON {substitution.Position}: ${{{substitution.Path}}} refers to itself.");
    }

    private static string Kind(HoconValue value) => value.IsObject() ? "an object" : value.IsArray() ? "an array" : "text";
}
