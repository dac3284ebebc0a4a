namespace Orchestrator.TmuxAdapter;

/// <summary>The line that a program is writing, with a cursor. Columns count UTF-16 units, so a cursor move over wide characters is off by some.</summary>
internal sealed class LineBuffer(int most)
{
    private const int KeptEnd = 4096, WidestScreen = 1000;

    private char[] _cells = new char[256];
    private int _column;
    private int _changedFrom = int.MaxValue;

    public int Length { get; private set; }

    /// <summary>Where the next character goes; may lie beyond the end.</summary>
    public int Column
    {
        get => _column;
        set
        {
            _column = Math.Clamp(value, 0, Math.Max(Length, WidestScreen));
            IsOverwriting = false;
        }
    }

    /// <summary>Whether the text since the last move of the cursor has replaced some that stood here.</summary>
    public bool IsOverwriting { get; set; }

    public ReadOnlySpan<char> Text => _cells.AsSpan(0, Length);

    /// <summary>Whether it changed since it was given.</summary>
    public bool IsChanged => _changedFrom != int.MaxValue;

    /// <summary>How many characters at its beginning are as they were when it was given.</summary>
    public int Kept => Math.Min(_changedFrom, Length);

    public void WasGiven() => _changedFrom = int.MaxValue;

    public void Clear()
    {
        (Length, _column) = (0, 0);
        _changedFrom = int.MaxValue;
        IsOverwriting = false;
    }

    /// <summary>Goes on with the last part of a line that has become too long.</summary>
    public void KeepEnd()
    {
        Text[^KeptEnd..].CopyTo(_cells);
        Length = _column = KeptEnd;
        _changedFrom = int.MaxValue;
    }

    /// <summary>Moves over what stands at the cursor already.</summary>
    /// <returns>How many characters were the same.</returns>
    public int SkipSame(ReadOnlySpan<char> text)
    {
        if (_column >= Length) return 0;
        var same = Text[_column..].CommonPrefixLength(text);
        _column += same;
        return same;
    }

    /// <returns>How many characters had room.</returns>
    public int Write(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, most - _column)];
        if (text.IsEmpty) return 0;
        Reserve(_column + text.Length);
        if (_column > Length) _cells.AsSpan(Length, _column - Length).Fill(' ');
        Change(Math.Min(_column, Length));
        text.CopyTo(_cells.AsSpan(_column));
        _column += text.Length;
        Length = Math.Max(Length, _column);
        return text.Length;
    }

    /// <summary>Whether an editing sequence would change what has been written.</summary>
    public bool WouldLose(byte sequence, int parameter) => sequence switch
    {
        (byte)'K' or (byte)'J' => parameter == 0 ? _column < Length : Length > 0,
        _ => _column < Length,
    };

    /// <summary>Carries out <c>J</c> and <c>K</c> (erase), <c>P</c> (delete), <c>@</c> (insert) and <c>X</c> (blank), as far as they concern this line.</summary>
    public void Edit(byte sequence, int parameter, int count)
    {
        if (!WouldLose(sequence, parameter)) return;
        switch ((char)sequence)
        {
            case 'K' or 'J' when parameter == 0:
                Cut(_column);
                break;
            case 'K' or 'J' when parameter == 1:
                Blank(0, _column + 1);
                break;
            case 'K' or 'J':
                Cut(0);
                break;
            case 'X':
                Blank(_column, count);
                break;
            case 'P':
                count = Math.Min(count, Length - _column);
                _cells.AsSpan(_column + count, Length - _column - count).CopyTo(_cells.AsSpan(_column));
                Cut(Length - count, changedFrom: _column);
                break;
            case '@':
                count = Math.Min(count, most - Length);
                Reserve(Length + count);
                _cells.AsSpan(_column, Length - _column).CopyTo(_cells.AsSpan(_column + count));
                Length += count;
                Blank(_column, count);
                break;
        }
    }

    private void Cut(int length, int? changedFrom = null)
    {
        Change(changedFrom ?? length);
        Length = length;
        // Blanks at the end that an erasure leaves are not given again.
        if (Length == 0) _changedFrom = int.MaxValue;
    }

    private void Blank(int start, int count)
    {
        count = Math.Min(count, Length - start);
        if (count <= 0) return;
        Change(start);
        _cells.AsSpan(start, count).Fill(' ');
    }

    private void Change(int from) => _changedFrom = Math.Min(_changedFrom, from);

    private void Reserve(int length)
    {
        if (length > _cells.Length) Array.Resize(ref _cells, Math.Min(most, Math.Max(length, _cells.Length * 2)));
    }
}
