using Orchestrator.TmuxAdapter.Native;
using System.Buffers;
using System.Runtime.InteropServices;

namespace Orchestrator.TmuxAdapter.Connection;

/// <summary>Writes command lines to the control client's standard input without ever blocking the caller.</summary>
/// <remarks>What is written while a write is under way goes out with the next one. When the pipe is full, the I/O thread goes on
/// as soon as tmux reads again.</remarks>
internal sealed class ControlWriter
{
    private readonly Lock _gate = new();
    private readonly SafeHandle _pipe;
    private readonly IoLoop _loop;
    private ArrayBufferWriter<byte> _waiting = new(1 << 14);
    private ArrayBufferWriter<byte> _leaving = new(1 << 14);
    private int _left; // bytes of _leaving that are written
    private bool _isWriting;

    public ControlWriter(SafeHandle pipe, IoLoop loop)
    {
        (_pipe, _loop) = (pipe, loop);
        if (Libc.Fcntl(pipe, Libc.SetFlags, Libc.Fcntl(pipe, Libc.GetFlags, 0) | Libc.NonBlocking) < 0) throw Libc.LastError("fcntl");
    }

    /// <summary>Appends to the buffer and writes it out. The order of the calls is the order on the wire; <paramref name="append"/>
    /// runs under the lock.</summary>
    public void Write<TState>(TState state, Action<TState, IBufferWriter<byte>> append)
    {
        lock (_gate)
        {
            append(state, _waiting);
            if (_isWriting) return;
            _isWriting = true;
        }

        Flush();
    }

    private void Flush()
    {
        while (true)
        {
            if (_left == _leaving.WrittenCount)
            {
                lock (_gate)
                {
                    _leaving.ResetWrittenCount();
                    _left = 0;
                    (_waiting, _leaving) = (_leaving, _waiting);
                    if (_leaving.WrittenCount == 0)
                    {
                        _isWriting = false;
                        return;
                    }
                }
            }

            if (!TryWriteSome()) return;
        }
    }

    /// <returns>False when somebody else goes on, or nobody, because the connection is gone (the reader then tells everyone).</returns>
    private unsafe bool TryWriteSome()
    {
        nint written;
        try
        {
            fixed (byte* bytes = _leaving.WrittenSpan[_left..])
                written = Libc.Write(_pipe, bytes, _leaving.WrittenCount - _left);
            if (written < 0) return Marshal.GetLastPInvokeError() switch
            {
                Libc.Interrupted => true,
                Libc.TryAgain => GoOnWhenWritable(),
                _ => false,
            };
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        _left += (int)written;
        return true;
    }

    private bool GoOnWhenWritable()
    {
        _loop.Add(_pipe, IoLoop.Writable | IoLoop.OneShot, (id, _) =>
        {
            _loop.Remove(id, _pipe);
            Flush();
        });
        return false;
    }
}
