namespace Akka.Configuration.Hocon;

/// <summary>HOCON's grammar: text in, nodes out. One method per rule.</summary>
/// <param name="text">The text.</param>
/// <param name="include">Returns the content of an include; null when includes are an error.</param>
internal sealed class HoconGrammar(string text, Func<string, HoconRoot?>? include)
{
    /// <summary>Deeper than any settings; shallow enough for the stack of a small thread.</summary>
    private const int MaxDepth = 100;

    private readonly HoconReader _reader = new(text);
    private int _depth;

    public HoconNode ReadDocument()
    {
        _reader.SkipBlank();
        HoconNode document = _reader.Peek() switch
        {
            '[' => ReadArray(),
            '{' => ReadObject(),
            _ => ReadFields(hasBraces: false),
        };
        _reader.SkipBlank();
        return _reader.AtEnd ? document : throw _reader.Expected("the end of the text");
    }

    private ObjectNode ReadObject()
    {
        Enter();
        _reader.Skip(1);
        var fields = ReadFields(hasBraces: true);
        _depth--;
        return fields;
    }

    private ObjectNode ReadFields(bool hasBraces)
    {
        var result = new ObjectNode();
        while (true)
        {
            _reader.SkipBlank();
            if (_reader.AtEnd)
                return hasBraces ? throw _reader.Expected("a key or '}'") : result;
            if (hasBraces && _reader.Peek() == '}')
            {
                _reader.Skip(1);
                return result;
            }
            if (!HoconInclude.TryRead(_reader, include, result))
                ReadField(result);
            _reader.SkipBlank();
            if (_reader.Peek() == ',')
                _reader.Skip(1);
        }
    }

    private void ReadField(ObjectNode parent)
    {
        var keys = HoconKeys.Read(_reader);
        var field = parent.Field(keys[0]);
        if (keys.Count > 1)
        {
            var outer = new ObjectNode();
            var inner = outer;
            foreach (var key in keys.Skip(1).SkipLast(1))
            {
                var next = new ObjectNode();
                inner.Field(key).Define(next);
                inner = next;
            }
            _depth += keys.Count - 1;
            Enter();
            ReadDefinition(inner.Field(keys[^1]));
            _depth -= keys.Count;
            field.Define(outer);
        }
        else
            ReadDefinition(field);
    }

    private void ReadDefinition(FieldNode field)
    {
        _reader.SkipBlank();
        if (_reader.TryTake("+="))
        {
            var before = new SubstitutionNode("", isOptional: true, "") { Field = field };
            _reader.SkipBlank();
            var added = new ArrayNode();
            added.Elements.Add(ReadValue());
            field.Define(new JoinedNode([before, added]));
            return;
        }
        if (_reader.Peek() is '=' or ':')
            _reader.Skip(1);
        else if (_reader.Peek() != '{')
            throw _reader.Expected("'=', ':', '+=' or '{' after the key");
        _reader.SkipBlank();
        field.Define(ReadValue());
    }

    private ArrayNode ReadArray()
    {
        Enter();
        _reader.Skip(1);
        var result = new ArrayNode();
        while (true)
        {
            _reader.SkipBlank();
            if (_reader.Peek() == ']')
            {
                _reader.Skip(1);
                _depth--;
                return result;
            }
            result.Elements.Add(ReadValue());
            var sawNewline = _reader.SkipBlank();
            if (_reader.Peek() == ',')
                _reader.Skip(1);
            else if (!sawNewline && _reader.Peek() != ']')
                throw _reader.Expected("',' or ']'");
        }
    }

    /// <summary>Everything up to the end of the line, a comma, a closing bracket or a comment.</summary>
    private HoconNode ReadValue()
    {
        var parts = new List<HoconNode>();
        while (true)
        {
            var start = _reader.Offset;
            _reader.SkipSpaces();
            var space = _reader.Slice(start);
            if (EndsValue(parts))
                break;
            if (parts.Count > 0 && space.Length > 0)
                parts.Add(new LiteralNode(space, isWhitespace: true));
            parts.Add(ReadPart());
        }
        return parts.Count switch
        {
            0 => throw _reader.Expected("a value"),
            1 => parts[0],
            _ => new JoinedNode(parts),
        };
    }

    private bool EndsValue(List<HoconNode> parts) =>
        _reader.AtEnd || _reader.AtComment || _reader.Peek() is '\n' or ',' or '}' or ']'
        // "a { b = 1 } c = 2": nothing but an object can follow an object, so this is the next key.
        || (parts is [.., ObjectNode] && _reader.Peek() is not ('{' or '$' or '['));

    private HoconNode ReadPart() => _reader.Peek() switch
    {
        '{' => ReadObject(),
        '[' => ReadArray(),
        '"' => new LiteralNode(HoconStrings.ReadQuoted(_reader)),
        '$' => ReadSubstitution(),
        _ => ReadUnquoted(),
    };

    private LiteralNode ReadUnquoted()
    {
        var start = _reader.Offset;
        while (!_reader.AtEnd && !_reader.AtComment && IsUnquoted())
            _reader.Skip(1);
        if (_reader.Offset == start)
            throw _reader.Expected("a value (text with such a character needs quotes)");
        var word = _reader.Slice(start);
        return new LiteralNode(word == "null" ? null : word);
    }

    private bool IsUnquoted() => HoconText.MayStandUnquoted(_reader.Peek()) && !_reader.StartsWith("+=");

    private SubstitutionNode ReadSubstitution()
    {
        var position = _reader.Position(_reader.Offset);
        if (!_reader.TryTake("${"))
            throw _reader.Expected("'{' after '$'", _reader.Offset + 1);
        var isOptional = _reader.TryTake("?");
        var start = _reader.Offset;
        while (!_reader.AtEnd && _reader.Peek() is not ('}' or '\n'))
            _reader.Skip(1);
        if (_reader.Peek() != '}')
            throw _reader.Expected("'}' at the end of a substitution");
        var path = _reader.Slice(start).Trim();
        if (path.Length == 0 || path.Count(c => c == '"') % 2 != 0)
            throw _reader.Expected("a path in the substitution", start);
        _reader.Skip(1);
        return new SubstitutionNode(path, isOptional, position);
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
            throw _reader.Expected($"at most {MaxDepth} levels of nesting");
    }
}
