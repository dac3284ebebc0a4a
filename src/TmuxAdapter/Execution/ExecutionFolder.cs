using Microsoft.Win32.SafeHandles;
using Orchestrator.TmuxAdapter.Native;

namespace Orchestrator.TmuxAdapter.Execution;

/// <summary>The files and pipes of one command on its way through a shell. Only the owner may read them: they hold the command.</summary>
/// <remarks>
/// <para>The output goes through <c>tee</c>: to the terminal, and to us as long as we listen. A small process holds the pipe open between the
/// command's end and the mark behind it, and lets the shell go on once we have read all, or are dead. So the shell never waits for us in vain,
/// and what the command left in the background can write for as long as it likes, to the terminal. When nobody waits any more, the shell's death lets
/// the holder go, too.</para>
/// </remarks>
internal sealed class ExecutionFolder : IDisposable
{
    public const string Prefix = "run-";

    private readonly SafeFileHandle _release;

    public ExecutionFolder(string parent)
    {
        Id = Guid.NewGuid().ToString("N");
        Path = System.IO.Path.Combine(System.IO.Path.GetFullPath(parent), Prefix + Id[..8]);
        Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var pipe in (string[])[In, Out, Control, Go, ReleasePipe])
            if (Libc.MakeFifo(pipe, 0x180 /* 0600 */) != 0) throw Libc.LastError($"mkfifo {pipe}");
        File.WriteAllText(Begin, BeginScript);
        File.WriteAllText(End, EndScript);
        // For writing too, so that the holder's reading of it begins at once, and ends with us.
        _release = Libc.Open(ReleasePipe, Libc.ReadWrite | Libc.NonBlocking) ?? throw Libc.LastError($"open {ReleasePipe}");
    }

    /// <summary>What nobody can guess.</summary>
    public string Id { get; }

    public string Path { get; }

    public string Command => At("command");

    public string Run => At("run");

    public string Shown => At("shown");

    public string Begin => At("begin");

    public string End => At("end");

    /// <summary>The command's output.</summary>
    public string In => At("in");

    /// <summary>The same, from <c>tee</c> to us.</summary>
    public string Out => At("out");

    /// <summary>Open for writing in the shell, and nowhere else, while the command runs.</summary>
    public string Control => At("ctl");

    private string Go => At("go");

    private string ReleasePipe => At("release");

    private const string BeginScript =
        """
        d=${0%/*}
        cat "$d/shown"
        exec 8<>"$d/in" 6>"$d/in" 8>&-
        trap '' INT QUIT TSTP TTOU PIPE
        cd /
        tee "$d/out" <"$d/in" 6>&- 2>/dev/null &
        { exec </dev/null >/dev/null 2>&1; read -r x <"$d/release"
          { while kill -0 $PPID; do sleep 1; done; : <>"$d/go"; rm -rf "$d"; } 6>&- &
          : >"$d/go"; exec 6>&-; kill $!; rm -rf "$d"; } &
        echo started >"$d/ctl"

        """;

    private string EndScript =>
        $$"""
        d=${0%/*}
        printf '{{CommandOutput.PrintfFormat(Id)}}' "$1" >"$d/in"
        read -r x <"$d/go"
        exit "$1"

        """;

    /// <summary>Lets the shell go on.</summary>
    public unsafe void Release()
    {
        if (_release.IsClosed) return;
        byte line = (byte)'\n';
        _ = Libc.Write(_release, &line, 1);
    }

    /// <summary>Removes the folders of an earlier owner whose command has ended; one that runs needs its folder to its end.</summary>
    public static void RemoveStale(DirectoryInfo parent)
    {
        foreach (var folder in parent.EnumerateDirectories(Prefix + "*"))
        {
            using var reader = Libc.Open(System.IO.Path.Combine(folder.FullName, "in"), Libc.WriteOnly | Libc.NonBlocking); // fails when nobody reads
            if (reader is null) folder.Delete(recursive: true);
        }
    }

    /// <summary>Lets everything go, though the command's end was never seen, or is to be seen by nobody: then the shell's side cleans up.</summary>
    /// <param name="isRunning">Whether the shell still has to pass through the end.</param>
    public void Leave(bool isRunning)
    {
        Release();
        _release.Dispose();
        if (isRunning) return;
        using (Libc.Open(Go, Libc.ReadWrite | Libc.NonBlocking))
        {
            // The holder waits for somebody to open this.
        }
    }

    /// <summary>Removes what the shell's side has not removed.</summary>
    public void Dispose()
    {
        Leave(isRunning: false);
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is DirectoryNotFoundException or FileNotFoundException)
        {
            // The holder was quicker.
        }
    }

    private string At(string name) => System.IO.Path.Combine(Path, name);
}
