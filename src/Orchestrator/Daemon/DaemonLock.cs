using Microsoft.Win32.SafeHandles;
using Orchestrator.Commands.Shared;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.Daemon;

/// <summary>Held while a daemon lives, so that a home has at most one. The kernel lets go of it however the process ends, so a file left behind is no obstacle.</summary>
internal sealed class DaemonLock : IDisposable
{
    // Whoever looks for the holder has the lock for a moment itself.
    private const int Attempts = 10;
    private const int PidWidth = 11;
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(20);

    private readonly SafeFileHandle _file;

    private DaemonLock(SafeFileHandle file) => _file = file;

    /// <exception cref="CommandFailure">Another daemon holds it; the message says which.</exception>
    internal static DaemonLock Take(OrcHome home)
    {
        var file = LibC.OpenWithoutLock(home.LockFile);
        for (var attempt = 1; LibC.Flock(file, LibC.LockExclusive | LibC.LockNonBlocking) != 0; attempt++)
        {
            var problem = Marshal.GetLastPInvokeError();
            if (problem == LibC.WouldBlock && attempt < Attempts)
            {
                Task.Delay(BetweenAttempts, TimeProvider.System).Wait();
                continue;
            }
            using (file)
            {
                throw problem == LibC.WouldBlock
                    ? CommandFailure.Refused($"A daemon runs already for {home.Path}{(ReadPid(file) is { } pid ? $" (process {pid})" : "")}.", "End it by: orc daemon stop")
                    : CommandFailure.Failed($"{home.LockFile} cannot be locked: {Marshal.GetPInvokeErrorMessage(problem)}.", "Set ORC_HOME to a directory on a local disk.");
            }
        }
        // Of one width, so that it is replaced in one write and never read half.
        RandomAccess.Write(file, Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture).PadRight(PidWidth) + "\n"), 0);
        return new DaemonLock(file);
    }

    /// <summary>The process that holds the lock, or <c>null</c> when none does.</summary>
    internal static int? Holder(OrcHome home)
    {
        if (!File.Exists(home.LockFile)) return null;
        using var file = LibC.OpenWithoutLock(home.LockFile);
        return LibC.Flock(file, LibC.LockExclusive | LibC.LockNonBlocking) == 0 ? null : ReadPid(file);
    }

    public void Dispose() => _file.Dispose();

    private static int? ReadPid(SafeFileHandle file)
    {
        Span<byte> text = stackalloc byte[32];
        var length = RandomAccess.Read(file, text, 0);
        return int.TryParse(text[..Math.Min(length, PidWidth)].Trim((byte)' '), CultureInfo.InvariantCulture, out var pid) ? pid : null;
    }
}
