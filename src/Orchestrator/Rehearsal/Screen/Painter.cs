using System.Text;

namespace Orchestrator.Rehearsal.Screen;

/// <summary>Keeps a transcript above a live area on a terminal without the alternate screen. Writes nothing when nothing changed.</summary>
internal sealed class Painter
{
    private readonly StringBuilder _lines = new();
    private LiveArea _painted = new([], 0, 0, "");

    /// <summary>A line above the live area, shown by the next <see cref="Paint"/>.</summary>
    public void Print(string line) => _lines.Append(Cells.Printable(line)).Append("\r\n");

    /// <summary>The bytes that bring the terminal up to date.</summary>
    public string Paint(LiveArea area)
    {
        var bytes = new StringBuilder();
        if (area.Title != _painted.Title)
            bytes.Append($"\e]0;{area.Title}\a");
        if (_lines.Length > 0 || !area.Rows.SequenceEqual(_painted.Rows))
        {
            Erase(bytes);
            bytes.Append(_lines).AppendJoin("\r\n", area.Rows);
            _lines.Clear();
            MoveCursor(bytes, from: area.Rows.Count - 1, area);
        }
        else if (area.CursorRow != _painted.CursorRow || area.CursorColumn != _painted.CursorColumn)
        {
            MoveCursor(bytes, from: _painted.CursorRow, area);
        }
        _painted = area;
        return bytes.ToString();
    }

    /// <summary>Takes the live area off the screen, so that other output can follow the transcript.</summary>
    public string Clear()
    {
        var bytes = new StringBuilder();
        Erase(bytes);
        bytes.Append(_lines);
        _lines.Clear();
        _painted = _painted with { Rows = [], CursorRow = 0, CursorColumn = 0 };
        return bytes.ToString();
    }

    /// <summary>Begins on an empty screen: after a resize, what was painted may be wrapped anew anywhere.</summary>
    public string Reset()
    {
        _painted = _painted with { Rows = [], CursorRow = 0, CursorColumn = 0 };
        return "\e[2J\e[H";
    }

    private void Erase(StringBuilder bytes)
    {
        bytes.Append('\r');
        if (_painted.CursorRow > 0)
            bytes.Append($"\e[{_painted.CursorRow}A");
        bytes.Append("\e[J");
    }

    private static void MoveCursor(StringBuilder bytes, int from, LiveArea to)
    {
        bytes.Append('\r');
        if (from > to.CursorRow)
            bytes.Append($"\e[{from - to.CursorRow}A");
        else if (from < to.CursorRow)
            bytes.Append($"\e[{to.CursorRow - from}B");
        if (to.CursorColumn > 0)
            bytes.Append($"\e[{to.CursorColumn}C");
    }
}
