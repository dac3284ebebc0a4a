using Microsoft.Win32.SafeHandles;
using Orchestrator.TmuxAdapter.Native;

namespace Orchestrator.TmuxAdapter.Execution;

/// <summary>Reads one named pipe on the connection's thread, from before its first writer came until its last has gone.</summary>
internal sealed class FifoReader : IDisposable
{
    private readonly byte[] _buffer = new byte[64 << 10];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IoLoop _loop;
    private readonly SafeFileHandle _handle;
    private readonly Action<ReadOnlySpan<byte>> _onBytes;
    private readonly long _id;

    /// <param name="loop">The connection's thread.</param>
    /// <param name="path">The pipe.</param>
    /// <param name="onBytes">Called on that thread; must be quick.</param>
    public FifoReader(IoLoop loop, string path, Action<ReadOnlySpan<byte>> onBytes)
    {
        (_loop, _onBytes) = (loop, onBytes);
        _handle = Libc.Open(path, Libc.ReadOnly | Libc.NonBlocking) ?? throw Libc.LastError($"open {path}");
        _id = loop.Add(_handle, IoLoop.Readable, (id, _) => Read(id));
    }

    /// <summary>Completes when the last writer has gone, or the reader was disposed.</summary>
    public Task Ended => _ended.Task;

    public void Dispose() => End(_id);

    private unsafe void Read(long id)
    {
        nint count;
        try
        {
            fixed (byte* buffer = _buffer) count = Libc.Read(_handle, buffer, _buffer.Length);
        }
        catch (ObjectDisposedException)
        {
            return; // disposed between the kernel's word and this
        }

        if (count > 0)
            _onBytes(_buffer.AsSpan(0, (int)count));
        else if (count == 0 || System.Runtime.InteropServices.Marshal.GetLastPInvokeError() is not (Libc.TryAgain or Libc.Interrupted))
            End(id);
    }

    private void End(long id)
    {
        _loop.Remove(id, _handle);
        _handle.Dispose();
        _ended.TrySetResult();
    }
}
