using Microsoft.Win32.SafeHandles;
using System.Text;

namespace Orchestrator.Daemon;

/// <summary>How much a daemon's log may hold.</summary>
/// <param name="MaxBytes">A file that would grow beyond it is put aside and a new one begun.</param>
/// <param name="Kept">How many files that were put aside are kept.</param>
internal sealed record LogLimits(long MaxBytes, int Kept);

/// <summary>The daemon's log: one line an entry, appended, put aside as <c>daemon.log.1</c>, <c>.2</c> … when it is full.</summary>
internal sealed class DaemonLog : IDisposable
{
    /// <summary>Marks the entry that says why a daemon did not come up; whoever started it looks for it.</summary>
    internal const string CannotStart = "cannot start: ";

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly bool _takesStandardStreams;
    private readonly TextWriter? _copy;
    private LogLimits _limits = new(10 * 1024 * 1024, 5);
    private SafeFileHandle _file;
    private long _size;

    /// <param name="path">The file; its directory exists.</param>
    /// <param name="time">For the time of each entry.</param>
    /// <param name="detached">Whether the process's standard output and error go into the file too, so that a crash leaves its trace there.</param>
    /// <param name="copy">Gets every entry as well; for a daemon in the foreground.</param>
    internal DaemonLog(string path, TimeProvider time, bool detached, TextWriter? copy = null)
    {
        (_path, _time, _takesStandardStreams, _copy) = (path, time, detached, copy);
        _file = OpenFile();
    }

    /// <summary>Takes effect with the next entry.</summary>
    internal void Limit(LogLimits limits) => _limits = limits;

    /// <summary>Appends one entry. Never throws: a full disk must not end the daemon.</summary>
    internal void Write(string level, string source, string message)
    {
        var line = $"{Api.UtcTimeConverter.Format(_time.GetUtcNow())} {level,-7} {source}: {message.ReplaceLineEndings("\n  ")}";
        lock (_gate)
        {
            var bytes = Encoding.UTF8.GetBytes(line + "\n");
            if (_size + bytes.Length > _limits.MaxBytes && _size > 0)
                Rotate();
            LibC.Write(_file, bytes, bytes.Length);
            _size += bytes.Length;
            _copy?.WriteLine(line);
        }
    }

    public void Dispose() => _file.Dispose();

    private void Rotate()
    {
        try
        {
            File.Delete($"{_path}.{_limits.Kept}");
            for (var i = _limits.Kept - 1; i >= 1; i--)
            {
                if (File.Exists($"{_path}.{i}"))
                    File.Move($"{_path}.{i}", $"{_path}.{i + 1}", overwrite: true);
            }
            if (_limits.Kept > 0)
                File.Move(_path, $"{_path}.1", overwrite: true);
            else
                File.Delete(_path);
            var full = _file;
            _file = OpenFile();
            full.Dispose();
        }
        catch (IOException)
        {
            _size = 0; // cannot be put aside now: tried again after as much as fits
        }
    }

    private SafeFileHandle OpenFile()
    {
        var file = LibC.OpenForAppend(_path);
        if (_takesStandardStreams)
        {
            LibC.Dup2(file, 1);
            LibC.Dup2(file, 2);
        }
        _size = RandomAccess.GetLength(file);
        return file;
    }
}
