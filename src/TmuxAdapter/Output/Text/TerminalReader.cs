using System.Buffers;
using System.Text;

namespace Orchestrator.TmuxAdapter;

/// <summary>What a program's output is made of, in order.</summary>
internal interface ITerminalHandler
{
    /// <summary>Printable characters; a surrogate pair may be split over two calls.</summary>
    void Print(ReadOnlySpan<char> text);

    /// <summary>A control character below 0x20, such as a line feed.</summary>
    void Control(byte control);

    /// <summary>A control sequence, <c>CSI parameters final</c>; with its <c>?</c>, without intermediates.</summary>
    void Csi(ReadOnlySpan<byte> parameters, byte final);

    /// <summary>An escape sequence of two bytes.</summary>
    void Escape(byte final);

    /// <summary>An operating system command, such as <c>2;title</c>; cut off at 4 KiB.</summary>
    void Osc(ReadOnlySpan<byte> text);
}

/// <summary>Takes a program's output apart, however it is cut: UTF-8 text, controls and sequences. Pure; bounded memory.</summary>
internal sealed class TerminalReader(ITerminalHandler handler)
{
    private const int MostParameters = 64, MostOsc = 4096, MostString = 1 << 20;
    private const byte Esc = 0x1b, Bell = 0x07, Cancel = 0x18, Substitute = 0x1a, Delete = 0x7f;

    // What ends a run of text.
    private static readonly SearchValues<byte> _controls = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(b => (byte)b), Delete]);

    private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
    private readonly char[] _chars = new char[4096];
    private readonly byte[] _kept = new byte[MostOsc];
    private int _keptLength;
    private int _stringLength;
    private State _state;
    private bool _isPrintPending; // bytes of a character wait in the decoder

    private enum State
    {
        Ground,
        Escape,
        EscapeIntermediate,
        Csi,
        Osc,
        OscEscape,
        String,
        StringEscape,
    }

    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_state == State.Ground)
            {
                var end = bytes.IndexOfAny(_controls);
                if (end < 0) end = bytes.Length;
                if (end > 0) Print(bytes[..end], flush: end < bytes.Length);
                if (end == bytes.Length) return;
                bytes = bytes[end..];
            }

            Step(bytes[0]);
            bytes = bytes[1..];
        }
    }

    private void Print(ReadOnlySpan<byte> bytes, bool flush)
    {
        while (true)
        {
            _decoder.Convert(bytes, _chars, flush, out var used, out var made, out var complete);
            if (made > 0) handler.Print(_chars.AsSpan(0, made));
            bytes = bytes[used..];
            if (complete && bytes.IsEmpty) break;
        }

        _isPrintPending = !flush;
    }

    private void Step(byte b)
    {
        if (_isPrintPending) Print([], flush: true); // a character that was cut short by a control
        if (b is Cancel or Substitute)
        {
            _state = State.Ground;
            return;
        }

        switch (_state)
        {
            case State.Ground:
                if (b == Esc) _state = State.Escape;
                else if (b != Delete) handler.Control(b);
                break;
            case State.Escape:
                OnEscape(b);
                break;
            case State.EscapeIntermediate:
                if (b is >= 0x30 and < Delete) _state = State.Ground;
                else if (b == Esc) _state = State.Escape;
                break;
            case State.Csi:
                OnCsi(b);
                break;
            default:
                OnString(b);
                break;
        }
    }

    private void OnEscape(byte b)
    {
        (_keptLength, _stringLength) = (0, 0);
        _state = b switch
        {
            (byte)'[' => State.Csi,
            (byte)']' => State.Osc,
            (byte)'P' or (byte)'X' or (byte)'^' or (byte)'_' or (byte)'k' => State.String,
            Esc => State.Escape,
            >= 0x20 and < 0x30 => State.EscapeIntermediate,
            _ => State.Ground,
        };
        if (_state != State.Ground) return;
        if (b < 0x20) handler.Control(b);
        else handler.Escape(b);
    }

    private void OnCsi(byte b)
    {
        if (b is >= 0x40 and < Delete)
        {
            _state = State.Ground;
            if (_keptLength <= MostParameters && !_kept.AsSpan(0, _keptLength).ContainsAnyInRange((byte)0x20, (byte)0x2f)) handler.Csi(_kept.AsSpan(0, _keptLength), b);
        }
        else if (b == Esc)
        {
            _state = State.Escape;
        }
        else if (b < 0x20)
        {
            handler.Control(b); // a terminal carries it out in the middle of the sequence
        }
        else if (_keptLength <= MostParameters)
        {
            _kept[_keptLength++] = b;
        }
    }

    /// <summary>A string that never ends would swallow everything: after 1 MiB it is given up.</summary>
    private void OnString(byte b)
    {
        var isOsc = _state is State.Osc or State.OscEscape;
        if (_state is State.OscEscape or State.StringEscape)
        {
            if (isOsc) handler.Osc(_kept.AsSpan(0, _keptLength));
            _state = State.Ground;
            if (b != (byte)'\\') OnEscape(b); // the ESC has begun another sequence
        }
        else if (b == Esc)
        {
            _state = isOsc ? State.OscEscape : State.StringEscape;
        }
        else if (b == Bell)
        {
            if (isOsc) handler.Osc(_kept.AsSpan(0, _keptLength));
            _state = State.Ground;
        }
        else if (++_stringLength > MostString)
        {
            _state = State.Ground;
        }
        else if (isOsc && _keptLength < MostOsc)
        {
            _kept[_keptLength++] = b;
        }
    }
}
