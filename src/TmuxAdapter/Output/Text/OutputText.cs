using System.Text;

namespace Orchestrator.TmuxAdapter;

/// <summary>Turns a pane's bytes into lines of plain text: decodes UTF-8, removes escape sequences, and carries out what changes the current line
/// (carriage return, backspace, erasing, cursor moves). Pure; the same bytes give the same lines however they are cut. Bounded memory.</summary>
/// <param name="lines">Who receives them.</param>
/// <param name="screenRows">The height of the pane: where a cursor position counts from.</param>
public sealed class OutputText(IOutputLines lines, int screenRows = 50) : ITerminalHandler
{
    /// <summary>The longest line, in characters: a longer one is cut.</summary>
    public const int MostCharacters = 1 << 16;

    private readonly LineBuffer _line = new(MostCharacters);
    private TerminalReader? _reader;
    private long _row, _top, _savedRow;
    private (long Row, long Top) _main; // while on the alternate screen
    private bool _isAlternate, _isEditing;

    /// <summary>Whether something of an unfinished line has not been given yet; see <see cref="Flush"/>.</summary>
    public bool HasMore => _line.IsChanged;

    /// <summary>How much of the current line there is so far.</summary>
    public int CurrentLength => _line.Length;

    /// <summary>The current row.</summary>
    public long CurrentRow => _row;

    /// <summary>Takes the next bytes.</summary>
    public void Read(ReadOnlySpan<byte> bytes) => (_reader ??= new TerminalReader(this)).Read(bytes);

    /// <summary>Gives the unfinished line as it stands. To be called when nothing has come for a moment: a prompt has no end of line.</summary>
    public void Flush() => Give(LineEnd.Paused);

    /// <summary>Gives the unfinished line once more, when nothing has come for long.</summary>
    public void Rest()
    {
        if (_line.Length > 0) Give(LineEnd.Rested, always: true);
    }

    void ITerminalHandler.Print(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('\u0080', '\u009f'))
        {
            Write(text);
            return;
        }

        foreach (var part in text.ToString().Split([.. Enumerable.Range(0x80, 0x20).Select(c => (char)c)])) Write(part);
    }

    void ITerminalHandler.Control(byte control)
    {
        switch (control)
        {
            case (byte)'\n' or 0x0b or 0x0c:
                NextLine();
                break;
            case (byte)'\r':
                _line.Column = 0;
                break;
            case (byte)'\b':
                _line.Column--;
                break;
            case (byte)'\t':
                Write("\t");
                break;
            case 0x07:
                lines.OnBell();
                break;
        }
    }

    void ITerminalHandler.Escape(byte final)
    {
        switch (final)
        {
            case (byte)'7':
                _savedRow = _row;
                break;
            case (byte)'8':
                MoveTo(_savedRow);
                break;
            case (byte)'M':
                MoveTo(_row - 1);
                break;
            case (byte)'D' or (byte)'E':
                NextLine();
                break;
            case (byte)'c':
                MoveTo(_top);
                lines.OnReset(_isAlternate = false);
                break;
        }
    }

    void ITerminalHandler.Osc(ReadOnlySpan<byte> text)
    {
        if (text.Length > 1 && text[0] is (byte)'0' or (byte)'2' && text[1] == (byte)';') lines.OnTitle(Encoding.UTF8.GetString(text[2..]));
    }

    void ITerminalHandler.Csi(ReadOnlySpan<byte> parameters, byte final)
    {
        if (!parameters.IsEmpty && parameters[0] is >= (byte)'<' and <= (byte)'?')
        {
            if (parameters[0] == (byte)'?' && final is (byte)'h' or (byte)'l') SetModes(parameters[1..], isOn: final == (byte)'h');
            return;
        }

        var (first, second) = Numbers(parameters);
        var count = Math.Max(first, 1);
        switch ((char)final)
        {
            case 'A' or 'F':
                MoveTo(_row - count);
                if (final == (byte)'F') _line.Column = 0;
                break;
            case 'B' or 'E':
                MoveTo(_row + count);
                if (final == (byte)'E') _line.Column = 0;
                break;
            case 'H' or 'f':
                MoveTo(_top + Math.Min(count, screenRows) - 1);
                _line.Column = Math.Max(second, 1) - 1;
                break;
            case 'd':
                MoveTo(_top + Math.Min(count, screenRows) - 1);
                break;
            case 'r':
                MoveTo(_top);
                _line.Column = 0;
                break;
            case 'u':
                MoveTo(_savedRow);
                break;
            case 's':
                _savedRow = _row;
                break;
            case 'C':
                _line.Column += count;
                break;
            case 'D':
                _line.Column -= count;
                break;
            case 'G' or '`':
                _line.Column = count - 1;
                break;
            case 'J' or 'K' or 'P' or '@' or 'X':
                if (_line.WouldLose(final, first)) Give(LineEnd.Overwritten);
                _line.Edit(final, first, count);
                break;
        }
    }

    private void SetModes(ReadOnlySpan<byte> parameters, bool isOn)
    {
        foreach (var part in parameters.Split((byte)';'))
        {
            switch (Number(parameters[part]))
            {
                case 47 or 1047 or 1049 when _isAlternate != isOn:
                    Leave();
                    if (isOn) _main = (_row, _top);
                    else (_row, _top) = _main;
                    (_isAlternate, _isEditing) = (isOn, false);
                    lines.OnReset(isOn);
                    break;
                case 25 when !isOn: // a shell's editor does not hide the cursor; programs that draw do
                    _isEditing = false;
                    break;
                case 2004 when !_isAlternate:
                    Give(LineEnd.Left); // so that what came before is not taken for the prompt, nor the prompt for what comes
                    if (_isEditing && !isOn) lines.OnReset(isAlternate: false);
                    _isEditing = isOn;
                    break;
            }
        }
    }

    private void Write(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text[_line.SkipSame(text)..];
            if (text.IsEmpty) return;
            if (_line.Column < _line.Length && !_line.IsOverwriting)
            {
                Give(LineEnd.Overwritten);
                _line.IsOverwriting = true; // once a move: how the text is cut must not matter
            }

            text = text[_line.Write(text)..];
            if (text.IsEmpty) return;
            Give(LineEnd.LineFeed, always: true); // as long as a line may be: its last part is kept, so that nothing is cut in two
            _row++;
            _line.KeepEnd();
        }
    }

    private void NextLine()
    {
        Give(LineEnd.LineFeed, always: true);
        _line.Clear();
        _row++;
        _top = Math.Max(_top, _row - screenRows + 1);
    }

    private void MoveTo(long row)
    {
        row = Math.Clamp(row, _top, _top + screenRows - 1);
        if (row != _row) Leave();
        _row = row;
        lines.OnMove(row);
    }

    private void Leave()
    {
        var column = _line.Column;
        Give(LineEnd.Left);
        _line.Clear();
        _line.Column = column;
    }

    private void Give(LineEnd end, bool always = false)
    {
        if (!always && !_line.IsChanged) return;
        lines.OnLine(_line.Text, new LinePlace(_row, _line.Kept, end, _isEditing, _isAlternate));
        _line.WasGiven();
    }

    private static (int First, int Second) Numbers(ReadOnlySpan<byte> parameters)
    {
        var split = parameters.IndexOf((byte)';');
        return split < 0 ? (Number(parameters), 0) : (Number(parameters[..split]), Number(parameters[(split + 1)..]));
    }

    /// <returns>The number that the text begins with, at most 9,999; 0 for none.</returns>
    private static int Number(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9') break;
            number = Math.Min((number * 10) + digit - '0', 9999);
        }

        return number;
    }
}
