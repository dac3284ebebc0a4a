using System.Buffers;

namespace Orchestrator.Rehearsal.Input;

/// <summary>Turns the bytes of a raw terminal into typed text, pastes and keys, wherever reads cut them. Does no I/O.</summary>
internal sealed class InputDecoder
{
    private static ReadOnlySpan<byte> PasteEnd => "\e[201~"u8;

    private readonly ArrayBufferWriter<byte> _paste = new();
    private readonly List<byte> _sequence = [];
    private readonly List<byte> _typed = [];
    private State _state;

    private enum State
    {
        Ground,
        Escape,
        Sequence,
        Paste,
    }

    /// <summary>The last byte was an Escape: it may be the key, or the start of a longer sequence that is still on its way.</summary>
    public bool IsUndecided => _state == State.Escape;

    public IReadOnlyList<TerminalInput> Read(ReadOnlySpan<byte> bytes)
    {
        var read = new List<TerminalInput>();
        while (!bytes.IsEmpty)
        {
            if (_state == State.Paste)
            {
                bytes = ReadPaste(bytes, read);
                continue;
            }
            ReadByte(bytes[0], read);
            bytes = bytes[1..];
        }
        EndTyped(read);
        return read;
    }

    /// <summary>Decides that a lone Escape was the key. Call when nothing followed it for a while (50 ms is usual).</summary>
    public IReadOnlyList<TerminalInput> Flush()
    {
        if (!IsUndecided)
            return [];
        _state = State.Ground;
        return [new TerminalInput.Pressed(TerminalKey.Escape)];
    }

    private ReadOnlySpan<byte> ReadPaste(ReadOnlySpan<byte> bytes, List<TerminalInput> read)
    {
        // The end may be cut, so it is looked for from a little before the new bytes.
        var searchFrom = Math.Max(0, _paste.WrittenCount - PasteEnd.Length + 1);
        var before = _paste.WrittenCount;
        _paste.Write(bytes);
        var end = _paste.WrittenSpan[searchFrom..].IndexOf(PasteEnd);
        if (end < 0)
            return [];
        end += searchFrom;
        read.Add(new TerminalInput.Pasted(_paste.WrittenSpan[..end].ToArray()));
        _paste.ResetWrittenCount();
        _state = State.Ground;
        return bytes[(end + PasteEnd.Length - before)..];
    }

    private void ReadByte(byte value, List<TerminalInput> read)
    {
        switch (_state)
        {
            case State.Ground when value == 0x1B:
                EndTyped(read);
                _state = State.Escape;
                break;
            case State.Ground when value >= 0x20 && value != 0x7F:
                _typed.Add(value);
                break;
            case State.Ground:
                EndTyped(read);
                read.Add(new TerminalInput.Pressed(KeyOf(value)));
                break;
            case State.Escape when value is (byte)'[' or (byte)'O':
                _sequence.Clear();
                _sequence.Add(value);
                _state = State.Sequence;
                break;
            case State.Escape when value == 0x1B:
                read.Add(new TerminalInput.Pressed(TerminalKey.Escape));
                break;
            case State.Escape:
                // Alt with a key: Alt+Enter is a line feed, the others do nothing.
                read.Add(new TerminalInput.Pressed(value == '\r' ? TerminalKey.NewLine : TerminalKey.Other));
                _state = State.Ground;
                break;
            case State.Sequence:
                _sequence.Add(value);
                if (value is >= 0x40 and <= 0x7E)
                    EndSequence(read);
                break;
        }
    }

    private void EndSequence(List<TerminalInput> read)
    {
        _state = State.Ground;
        switch (System.Text.Encoding.Latin1.GetString([.. _sequence]))
        {
            case "[200~":
                _state = State.Paste;
                break;
            case "[A" or "OA":
                read.Add(new TerminalInput.Pressed(TerminalKey.Up));
                break;
            case "[B" or "OB":
                read.Add(new TerminalInput.Pressed(TerminalKey.Down));
                break;
            default:
                read.Add(new TerminalInput.Pressed(TerminalKey.Other));
                break;
        }
    }

    private void EndTyped(List<TerminalInput> read)
    {
        if (_typed.Count == 0)
            return;
        read.Add(new TerminalInput.Typed([.. _typed]));
        _typed.Clear();
    }

    private static TerminalKey KeyOf(byte control) => control switch
    {
        (byte)'\r' => TerminalKey.Enter,
        (byte)'\n' => TerminalKey.NewLine,
        0x7F or 0x08 => TerminalKey.Backspace,
        0x15 => TerminalKey.ClearLine,
        0x0B => TerminalKey.KillLine,
        0x03 => TerminalKey.Interrupt,
        0x04 => TerminalKey.EndOfInput,
        _ => TerminalKey.Other,
    };
}
