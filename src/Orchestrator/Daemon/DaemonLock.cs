using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Orchestrator.Commands.Shared;

namespace Orchestrator.Daemon;

/// <summary>Held while a daemon lives, so that a home has at most one. The kernel lets go of it however the process ends, so a file left behind is no obstacle.</summary>
internal sealed class DaemonLock : IDisposable
{
    private readonly FileStream _file;

    private DaemonLock(FileStream file) => _file = file;

    /// <exception cref="CommandFailure">Another daemon holds it; the message says which.</exception>
    internal static DaemonLock Take(OrcHome home)
    {
        var file = Open(home.LockFile);
        if (LibC.Flock(file.SafeFileHandle, LibC.LockExclusive | LibC.LockNonBlocking) != 0)
        {
            var problem = Marshal.GetLastPInvokeError();
            file.Dispose();
            throw problem == LibC.WouldBlock
                ? CommandFailure.Refused($"A daemon runs already for {home.Path}{Who(home)}.", "End it by: orc daemon stop")
                : CommandFailure.Failed($"{home.LockFile} cannot be locked: {Marshal.GetPInvokeErrorMessage(problem)}.", "Set ORC_HOME to a directory on a local disk.");
        }
        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
        file.Flush();
        return new DaemonLock(file);
    }

    /// <summary>The process that holds the lock, or <c>null</c> when none does.</summary>
    internal static int? Holder(OrcHome home)
    {
        if (!File.Exists(home.LockFile)) return null;
        using var file = Open(home.LockFile);
        if (LibC.Flock(file.SafeFileHandle, LibC.LockExclusive | LibC.LockNonBlocking) == 0) return null;
        return ReadPid(home);
    }

    public void Dispose() => _file.Dispose();

    private static string Who(OrcHome home) => ReadPid(home) is { } pid ? $" (process {pid})" : "";

    private static int? ReadPid(OrcHome home) =>
        int.TryParse(File.ReadAllText(home.LockFile).Trim(), CultureInfo.InvariantCulture, out var pid) ? pid : null;

    // Shared with everybody as .NET sees it: its own advisory locks are off, ours are taken by hand.
    private static FileStream Open(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.OpenOrCreate,
        Access = FileAccess.ReadWrite,
        Share = FileShare.ReadWrite | FileShare.Delete,
        BufferSize = 0,
        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
    });
}
