using Microsoft.Win32.SafeHandles;
using System.Runtime.InteropServices;

[assembly: System.Runtime.Versioning.UnsupportedOSPlatform("windows")]

namespace Orchestrator.Daemon;

/// <summary>The few calls of the C library that .NET has no name for.</summary>
internal static partial class LibC
{
    internal const int LockExclusive = 2;
    internal const int LockNonBlocking = 4;
    internal const int WouldBlock = 11;

    private const int WriteOnly = 1;
    private const int ReadWrite = 2;
    private const int SetDescriptorFlags = 2;
    private const int DescriptorCloseOnExec = 1;
    private const int OwnerOnly = 0x180; // 0600
    private static readonly int Create = OperatingSystem.IsMacOS() ? 0x200 : 0x40;
    private static readonly int Append = OperatingSystem.IsMacOS() ? 0x8 : 0x400;
    private static readonly int CloseOnExec = OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>Sets the bits that new files do not get; returns the former ones.</summary>
    [LibraryImport("libc", EntryPoint = "umask")]
    internal static partial uint Umask(uint mask);

    /// <summary>Leaves the terminal's session, so that its closing does not end this process.</summary>
    [LibraryImport("libc", EntryPoint = "setsid")]
    internal static partial int SetSid();

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    internal static partial int Dup2(SafeFileHandle from, int to);

    /// <summary>Opens for reading and writing, made when it is not there. .NET's own opening takes an advisory lock, which is ours to take.</summary>
    internal static SafeFileHandle OpenWithoutLock(string path) => OpenOwned(path, ReadWrite | Create | CloseOnExec);

    /// <summary>Opens for appending, made when it is not there. .NET's own append mode writes at an offset of its own, over what others appended.</summary>
    internal static SafeFileHandle OpenForAppend(string path) => OpenOwned(path, WriteOnly | Create | Append | CloseOnExec);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(SafeFileHandle descriptor, ReadOnlySpan<byte> bytes, nint count);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    internal static partial int Flock(SafeFileHandle descriptor, int operation);

    /// <summary>Signal 0 asks only whether the process exists.</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    internal static partial uint EffectiveUser();

    /// <summary>Becomes another program. Returns only when that failed.</summary>
    /// <param name="file">Looked up in PATH.</param>
    /// <param name="arguments">With the program's own name first and a null after the last.</param>
    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Exec(string file, string?[] arguments);

    /// <summary>Keeps what the caller of this program left open, such as a lock, from a process that outlives it.</summary>
    internal static void CloseOthersOnExec()
    {
        if (!OperatingSystem.IsLinux()) return;
        foreach (var path in Directory.GetFiles("/proc/self/fd"))
        {
            if (int.TryParse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture, out var descriptor) && descriptor > 2)
                _ = Fcntl(descriptor, SetDescriptorFlags, DescriptorCloseOnExec);
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Fcntl(int descriptor, int command, int argument);

    private static SafeFileHandle OpenOwned(string path, int flags)
    {
        var descriptor = Open(path, flags, OwnerOnly);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"{path} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags, int mode);
}
