using System.Diagnostics;

namespace Orchestrator.Benchmarks.Events;

/// <summary>A named pipe into which commands write two bytes when they run.</summary>
internal sealed class CommandFifo : IDisposable
{
    private readonly FileStream _fifo;
    private long _count, _lastAt;

    public CommandFifo(string path)
    {
        Path = path;
        using (var mkfifo = Process.Start("mkfifo", [path])) mkfifo.WaitForExit();
        _fifo = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        new Thread(Read) { IsBackground = true }.Start();
    }

    public string Path { get; }

    public long Count => Volatile.Read(ref _count) / 2;

    public long LastAt => Volatile.Read(ref _lastAt);

    public void Dispose() => _fifo.Dispose();

    private void Read()
    {
        var buffer = new byte[64];
        try
        {
            while (_fifo.Read(buffer) is > 0 and var read)
            {
                Volatile.Write(ref _lastAt, Stopwatch.GetTimestamp());
                Volatile.Write(ref _count, _count + read);
            }
        }
        catch (ObjectDisposedException)
        {
            // The measurement is over.
        }
    }
}
