using Microsoft.Win32.SafeHandles;
using Orchestrator.TmuxAdapter.Native;
using Orchestrator.TmuxAdapter.Protocol;

namespace Orchestrator.TmuxAdapter;

/// <summary>A named pipe from tmux's <c>pipe-pane</c> to us.</summary>
/// <remarks>Opened for reading only, and before its writer: so the reader is told when the last writer has gone.</remarks>
internal sealed class PaneFifo : IDisposable
{
    public const string Extension = ".fifo";

    private readonly string _path;

    public PaneFifo(string directory)
    {
        _path = Path.Combine(directory, Guid.NewGuid().ToString("N") + Extension);
        if (Libc.MakeFifo(_path, 0x180 /* 0600 */) != 0) throw Libc.LastError($"mkfifo {_path}");
        Handle = Libc.Open(_path, Libc.ReadOnly | Libc.NonBlocking) ?? throw Libc.LastError($"open {_path}");
    }

    public SafeFileHandle Handle { get; }

    /// <summary>Makes tmux write the pane's output into the pipe.</summary>
    /// <remarks>Opening a pipe for writing waits for its reader, for ever when the reader has been killed meanwhile; opening it for both does not, and its own
    /// reading end, closed as soon as <c>cat</c> begins, lets the second opening pass. Where the pipe is gone no file is made in its place.</remarks>
    public TmuxCommand Connect(string target)
    {
        var path = "'" + _path.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
        return new TmuxCommand("pipe-pane", "-O", "-t", target, "--", TmuxFormat.EscapeWithTime($"[ -p {path} ] && exec 3<> {path} && exec cat > {path} 3>&-"));
    }

    public void Dispose()
    {
        Handle.Dispose();
        File.Delete(_path);
    }
}
