namespace Orchestrator.TmuxAdapter;

/// <summary>Tells an occurrence that is new from one that a program painted again.</summary>
/// <remarks>
/// It remembers which occurrences stand on which row. When the cursor goes to a row, or writes over a line, the occurrences from there on may be painted
/// again: each of them excuses one equal occurrence. It stops to do so when its row was painted without it and the next pass begins, or once the output
/// is past the lowest row that stood there. Output that only ever goes down is never excused.
/// </remarks>
internal sealed class RepaintFilter
{
    private const int Most = 1000;

    private readonly List<Entry> _standing = [];
    private readonly List<Entry> _excused = [];
    private long _repaintedTo = -1;
    private long _bottom, _last;

    /// <summary>The cursor is at this row and may write over what stands there and below.</summary>
    public void OnMove(long row)
    {
        if (row < _last) _excused.RemoveAll(e => e.IsGone);
        Excuse(e => e.Row >= row);
        _repaintedTo = Math.Max(_repaintedTo, _bottom);
        _last = row;
    }

    /// <summary>One row's text was replaced.</summary>
    public void OnOverwritten(long row)
    {
        _excused.RemoveAll(e => e.Row == row);
        Excuse(e => e.Row == row);
        _repaintedTo = Math.Max(_repaintedTo, row);
    }

    /// <summary>The output has come to this row.</summary>
    public void OnRow(long row)
    {
        _bottom = Math.Max(_bottom, row);
        _last = row;
        if (row > _repaintedTo) _excused.Clear();
    }

    /// <returns>Whether it is a new one.</returns>
    public bool IsNew(string text, long row)
    {
        if (_standing.Count == Most) _standing.RemoveRange(0, Most / 2);
        _standing.Add(new Entry(row, text));
        if (_excused.Count == 0) return true;
        var at = _excused.FindIndex(e => e.Row == row && e.Text == text);
        if (at < 0) at = _excused.FindIndex(e => e.Text == text);
        if (at < 0) return true;
        _excused.RemoveAt(at);
        return false;
    }

    /// <summary>The whole row has been painted, and what it shows was asked for by <see cref="IsNew"/>.</summary>
    public void OnPainted(long row)
    {
        foreach (var entry in _excused)
            if (entry.Row == row) entry.IsGone = true;
    }

    public void Clear()
    {
        _standing.Clear();
        _excused.Clear();
        (_repaintedTo, _bottom, _last) = (-1, 0, 0);
    }

    private void Excuse(Predicate<Entry> which)
    {
        if (_standing.Count == 0) return;
        _excused.AddRange(_standing.FindAll(which));
        _standing.RemoveAll(which);
        if (_excused.Count > Most) _excused.RemoveRange(0, _excused.Count - Most);
    }

    private sealed class Entry(long row, string text)
    {
        public long Row => row;

        public string Text => text;

        public bool IsGone { get; set; }
    }
}
