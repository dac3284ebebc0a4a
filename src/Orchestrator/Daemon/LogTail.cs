using System.Text;

namespace Orchestrator.Daemon;

/// <summary>Reads the end of the daemon's log, and what is appended from then on, over rotations.</summary>
internal static class LogTail
{
    private const int Window = 256 * 1024;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>The last lines, oldest first.</summary>
    internal static IReadOnlyList<string> Last(string path, int lines)
    {
        using var file = Open(path);
        return [.. ReadFrom(file, Math.Max(0, file.Length - Window)).TakeLast(lines)];
    }

    /// <summary>Every line that is appended from now on, until cancelled.</summary>
    internal static IEnumerable<string> Follow(string path, TimeProvider time, CancellationToken cancel)
    {
        var file = Open(path);
        file.Seek(0, SeekOrigin.End);
        var reader = new StreamReader(file, Encoding.UTF8);
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                if (reader.ReadLine() is { } line)
                {
                    yield return line;
                    continue;
                }
                if (File.Exists(path) && new FileInfo(path).Length < file.Position)
                {
                    reader.Dispose();
                    file = Open(path); // a new one was begun
                    reader = new StreamReader(file, Encoding.UTF8);
                    continue;
                }
                Task.Delay(Interval, time, CancellationToken.None).Wait(CancellationToken.None);
            }
        }
        finally
        {
            reader.Dispose();
        }
    }

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static IEnumerable<string> ReadFrom(FileStream file, long offset)
    {
        file.Seek(offset, SeekOrigin.Begin);
        using var reader = new StreamReader(file, Encoding.UTF8, false, 4096, leaveOpen: true);
        if (offset > 0) reader.ReadLine(); // begins in the middle
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
