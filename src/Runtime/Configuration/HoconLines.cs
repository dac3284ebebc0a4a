namespace Orchestrator.Runtime.Configuration;

/// <summary>Finds the lines of a HOCON text on which its keys stand, which the parser of values does not tell.</summary>
/// <remarks>For messages only: what it cannot follow it leaves out. Of a key that stands twice it tells the last, which is the one that counts.</remarks>
internal sealed class HoconLines
{
    private readonly Dictionary<string, int> _lines = [];
    private readonly string _text;
    private int _at;
    private int _line = 1;

    private HoconLines(string text) => _text = text;

    /// <summary>The line of a key, from 1, or that of the innermost group around it; null when neither is found.</summary>
    public static int? Of(string text, IReadOnlyList<string> path)
    {
        var lines = new HoconLines(text);
        while (lines._at < text.Length)
        {
            lines.Group([]);
            lines.Step(); // a bracket that closes nothing
        }

        return Enumerable.Range(0, path.Count).Select(cut => SettingsPath.Join(path.SkipLast(cut))).Where(lines._lines.ContainsKey).Select(key => (int?)lines._lines[key]).FirstOrDefault();
    }

    private char Now => _at < _text.Length ? _text[_at] : '\0';

    private void Group(IReadOnlyList<string> outer)
    {
        while (true)
        {
            Skip(separators: true);
            if (_at >= _text.Length || Now == '}') return;
            var line = _line;
            IReadOnlyList<string> path = [.. outer, .. Key()];
            for (var length = outer.Count + 1; length <= path.Count; length++) _lines[SettingsPath.Join(path.Take(length))] = line;
            Value(path);
        }
    }

    private List<string> Key()
    {
        var keys = new List<string>();
        while (_at < _text.Length)
        {
            if (Now == '"') keys.Add(Quoted());
            else if (Now is '=' or ':' or '+' or '{' or '}' or ',' or '\n' or '#') break;
            else if (Now == '.' || char.IsWhiteSpace(Now)) Step();
            else keys.Add(Bare());
        }

        return keys;
    }

    private string Bare()
    {
        var from = _at;
        while (_at < _text.Length && !char.IsWhiteSpace(Now) && !".=:+{},#\"".Contains(Now, StringComparison.Ordinal)) Step();
        if (_at == from) Step();
        return _text[from.._at];
    }

    // Several values may follow each other, as in ${a} { b = 1 }; a line's end, a comma or the group's end is theirs.
    private void Value(IReadOnlyList<string> path)
    {
        while (Now is '=' or ':' or '+') Step();
        Skip(separators: false);
        while (_at < _text.Length && Now is not ('\n' or ',' or '}' or '#'))
        {
            switch (Now)
            {
                case '{':
                    Step();
                    Group(path);
                    Step();
                    break;
                case '[':
                    List();
                    break;
                case '"':
                    _ = Quoted();
                    break;
                case '$':
                    while (_at < _text.Length && Now is not ('}' or '\n')) Step();
                    Step();
                    break;
                default:
                    Step();
                    break;
            }
        }
    }

    private void List()
    {
        var depth = 0;
        do
        {
            if (Now is '[' or '{') depth++;
            if (Now is ']' or '}') depth--;
            if (Now == '"') _ = Quoted();
            else if (Now == '#') Skip(separators: false);
            else Step();
        }
        while (depth > 0 && _at < _text.Length);
    }

    private string Quoted()
    {
        var isLong = string.CompareOrdinal(_text, _at, "\"\"\"", 0, 3) == 0;
        var end = isLong ? "\"\"\"" : "\"";
        Step(end.Length);
        var from = _at;
        while (_at < _text.Length && string.CompareOrdinal(_text, _at, end, 0, end.Length) != 0) Step(!isLong && Now == '\\' ? 2 : 1);
        var text = _text[from..Math.Min(_at, _text.Length)];
        Step(end.Length);
        return text;
    }

    /// <summary>Passes blanks, line ends and comments; commas too where one value has ended.</summary>
    private void Skip(bool separators)
    {
        while (_at < _text.Length)
        {
            if (Now == '#' || string.CompareOrdinal(_text, _at, "//", 0, 2) == 0)
            {
                while (_at < _text.Length && Now != '\n') Step();
            }
            else if (char.IsWhiteSpace(Now) || (separators && Now == ','))
            {
                Step();
            }
            else
            {
                return;
            }
        }
    }

    private void Step(int count = 1)
    {
        for (; count > 0 && _at < _text.Length; count--)
        {
            if (_text[_at++] == '\n') _line++;
        }
    }
}
