using System.Runtime.InteropServices;

namespace Orchestrator.TmuxAdapter.Tests;

/// <summary>Keeps all output.</summary>
public sealed class RecordingSink : IPaneOutputSink
{
    private readonly List<byte> _bytes = [];

    public byte[] Bytes
    {
        get
        {
            lock (_bytes) return [.. _bytes];
        }
    }

    public string Text
    {
        get
        {
            lock (_bytes) return System.Text.Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(_bytes));
        }
    }

    public int Reopened { get; private set; }

    public bool OnOutput(ReadOnlySpan<byte> bytes)
    {
        lock (_bytes) _bytes.AddRange(bytes);
        return true;
    }

    public void OnReopened() => Reopened++;
}
