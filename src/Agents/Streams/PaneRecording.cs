using Orchestrator.TmuxAdapter;
using System.Globalization;

namespace Orchestrator.Agents.Streams;

/// <summary>A pane's output in files, by which any number of readers follow it at their own pace. Each byte has an offset; the oldest files go when there
/// are too many.</summary>
/// <remarks>Written by one pump, read by many threads. A reader that falls behind holds up nobody; memory does not grow with it.</remarks>
public sealed class PaneRecording : IOutputConsumer, IDisposable
{
    private const string Extension = ".out", GapsName = "gaps";

    private readonly Lock _gate = new();
    private readonly string _directory;
    private readonly long _fileSize;
    private readonly int _most;
    private readonly List<long> _files = []; // the offsets they begin at, ascending
    private readonly List<long> _gaps = []; // where output is missing, and how much is unknown
    private FileStream? _file;
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = New();
    private long _end;
    private string? _endReason;

    /// <summary>Opens the recording in a directory, and goes on where it ended.</summary>
    /// <param name="directory">Of its own; created when missing.</param>
    /// <param name="fileSize">Bytes of one file.</param>
    /// <param name="files">How many are kept.</param>
    public PaneRecording(string directory, long fileSize, int files)
    {
        (_directory, _fileSize, _most) = (directory, fileSize, Math.Max(files, 2));
        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var path in Directory.EnumerateFiles(directory, "*" + Extension))
            if (long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var start)) _files.Add(start);
        _files.Sort();
        if (_files.Count == 0) return;
        _end = _files[^1] + new FileInfo(PathOf(_files[^1])).Length;
        if (File.Exists(Path.Combine(directory, GapsName)))
            _gaps.AddRange(File.ReadLines(Path.Combine(directory, GapsName)).Select(line => long.TryParse(line, out var at) ? at : 0));
        OnReopened(); // nobody listened meanwhile
    }

    /// <summary>The offset of the oldest byte that is kept.</summary>
    public long Start
    {
        get
        {
            lock (_gate) return _files.Count == 0 ? _end : _files[0];
        }
    }

    /// <summary>The offset of the next byte to come.</summary>
    public long End
    {
        get
        {
            lock (_gate) return _end;
        }
    }

    /// <summary>Why nothing more will come; null while it goes on.</summary>
    public string? EndReason
    {
        get
        {
            lock (_gate) return _endReason;
        }
    }

    /// <summary>Completes with the reason when nothing more will come.</summary>
    public Task<string> Ended => _ended.Task;

    /// <summary>A task that ends with the next change after this call. Take it before looking, so that nothing is missed in between.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate) return _changed.Task;
        }
    }

    /// <summary>A reader from an offset on; from the oldest byte when it is older than that.</summary>
    public RecordingReader Read(long from) => new(this, from);

    /// <inheritdoc/>
    public void OnOutput(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var file = _file ??= OpenNext();
            var part = bytes[..(int)Math.Min(bytes.Length, _fileSize - file.Length)];
            file.Write(part);
            bytes = bytes[part.Length..];
            if (file.Length >= _fileSize)
            {
                file.Dispose();
                _file = null;
            }

            lock (_gate) _end += part.Length;
        }

        Signal();
    }

    /// <inheritdoc/>
    public void OnReopened()
    {
        lock (_gate)
        {
            if (_gaps.Count > 0 && _gaps[^1] == _end) return;
            _gaps.Add(_end);
            File.AppendAllText(Path.Combine(_directory, GapsName), _end.ToString(CultureInfo.InvariantCulture) + "\n");
        }

        Signal();
    }

    /// <summary>Nothing more will come.</summary>
    public void Finish(string reason)
    {
        lock (_gate) _endReason ??= reason;
        _ended.TrySetResult(reason);
        Signal();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        Finish("closed");
    }

    /// <summary>The file that holds an offset.</summary>
    /// <returns>Where it begins, and where it ends or null while it grows; null when the offset is not kept any more.</returns>
    internal (long Start, long? End, string Path)? FileOf(long offset)
    {
        lock (_gate)
        {
            var at = _files.BinarySearch(offset);
            if (at < 0) at = ~at - 1;
            return at < 0 ? null : (_files[at], at + 1 < _files.Count ? _files[at + 1] : null, PathOf(_files[at]));
        }
    }

    /// <summary>The first gap at or after an offset; null for none.</summary>
    internal long? GapFrom(long offset)
    {
        lock (_gate)
        {
            var at = _gaps.BinarySearch(offset);
            if (at < 0) at = ~at;
            return at < _gaps.Count ? _gaps[at] : null;
        }
    }

    private FileStream OpenNext()
    {
        lock (_gate)
        {
            if (_files.Count > 0 && _end - _files[^1] < _fileSize)
                return new FileStream(PathOf(_files[^1]), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            _files.Add(_end);
            while (_files.Count > _most)
            {
                File.Delete(PathOf(_files[0])); // a reader that has it open reads on to its end
                _files.RemoveAt(0);
            }

            return new FileStream(PathOf(_end), FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        }
    }

    private string PathOf(long start) => Path.Combine(_directory, start.ToString("D20", CultureInfo.InvariantCulture) + Extension);

    private void Signal()
    {
        TaskCompletionSource changed;
        lock (_gate) (changed, _changed) = (_changed, New());
        changed.TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
