using System.Text;

namespace Orchestrator.TmuxAdapter;

/// <summary>Gathers a pane's output as plain text, to be read by people and programs: a line that was written over appears as it stood in the end.</summary>
/// <param name="filter">Only lines in which this is found, each once it is complete; null for everything.</param>
public sealed class PlainText(OutputPattern? filter = null) : IOutputLines
{
    private readonly StringBuilder _text = new();
    private string _open = ""; // what was taken of a line that is not complete
    private long _openRow = -1;

    /// <summary>How many characters wait to be taken.</summary>
    public int Length => _text.Length;

    /// <summary>Takes what there is.</summary>
    public string Take()
    {
        var text = _text.ToString();
        _text.Clear();
        return text;
    }

    /// <inheritdoc/>
    public void OnLine(ReadOnlySpan<char> text, LinePlace place)
    {
        if (place.End is LineEnd.Overwritten) return;
        var isEnded = place.End is not (LineEnd.Paused or LineEnd.Rested);
        if (filter is not null)
        {
            var line = text.ToString();
            if (isEnded && filter.IsMatch(line)) _text.Append(line).Append('\n');
            return;
        }

        var whole = text;
        if (_openRow >= 0)
        {
            if (_openRow == place.Row && text.StartsWith(_open)) text = text[_open.Length..];
            else _text.Append('\n');
        }

        _text.Append(text);
        (_openRow, _open) = isEnded ? (-1, "") : (place.Row, whole.ToString());
        if (isEnded) _text.Append('\n');
    }
}
