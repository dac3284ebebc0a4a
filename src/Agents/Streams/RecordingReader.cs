namespace Orchestrator.Agents.Streams;

/// <summary>What a reader of a recording got.</summary>
/// <param name="Count">Bytes in the buffer; 0 together with no loss at the end of the recording.</param>
/// <param name="Missed">Bytes that were gone before they could be read; -1 when bytes are missing and nobody knows how many.</param>
public readonly record struct RecordingRead(int Count, long Missed);

/// <summary>One reader of a recording, at its own pace. Not for several threads.</summary>
public sealed class RecordingReader : IDisposable
{
    private readonly PaneRecording _recording;
    private FileStream? _file;
    private long _fileStart;
    private long _gapSaid = -1;

    internal RecordingReader(PaneRecording recording, long from)
    {
        _recording = recording;
        Offset = Math.Max(from, recording.Start);
    }

    /// <summary>The offset of the next byte to read.</summary>
    public long Offset { get; private set; }

    /// <summary>Reads what there is, or waits for it.</summary>
    /// <returns>Bytes, or a loss; neither at the end.</returns>
    public async Task<RecordingRead> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (true)
        {
            var changed = _recording.Changed;
            if (TryRead(buffer.Span) is { } read) return read;
            if (_recording.EndReason is not null && Offset == _recording.End) return default;
            await changed.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    /// <returns>Null when there is nothing now.</returns>
    private RecordingRead? TryRead(Span<byte> buffer)
    {
        var gap = _recording.GapFrom(Offset);
        if (gap == Offset && _gapSaid != Offset && Offset > 0)
        {
            _gapSaid = Offset;
            return new RecordingRead(0, -1);
        }

        var limit = Math.Min(_recording.End, gap is { } at && at > Offset ? at : long.MaxValue);
        var available = (int)Math.Min(buffer.Length, limit - Offset);
        if (available <= 0) return null;
        while (true)
        {
            if (_file is null && Open() is { } missed) return missed;
            var count = _file!.Read(buffer[..available]);
            if (count > 0)
            {
                Offset += count;
                return new RecordingRead(count, 0);
            }

            _file.Dispose(); // the end of this file: the next one goes on
            _file = null;
        }
    }

    /// <returns>What is gone; null when the file is open.</returns>
    private RecordingRead? Open()
    {
        while (true)
        {
            try
            {
                if (_recording.FileOf(Offset) is { } file)
                {
                    _file = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
                    _fileStart = file.Start;
                    _file.Position = Offset - _fileStart;
                    return null;
                }
            }
            catch (FileNotFoundException)
            {
                // It was rotated out in between: look again.
                continue;
            }

            var missed = _recording.Start - Offset;
            Offset += missed;
            return new RecordingRead(0, missed);
        }
    }
}
