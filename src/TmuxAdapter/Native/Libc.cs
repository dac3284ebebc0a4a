using Microsoft.Win32.SafeHandles;
using System.Runtime.InteropServices;

namespace Orchestrator.TmuxAdapter.Native;

/// <summary>The few calls of Linux's C library that .NET does not offer. Numbers are those of x86-64 and arm64.</summary>
internal static partial class Libc
{
    public const int NoEntry = 2, NoSuchProcess = 3, Interrupted = 4, InputOutput = 5, NoDevice = 6, TryAgain = 11;
    public const int ReadOnly = 0, WriteOnly = 1, ReadWrite = 2, NonBlocking = 0x800, NoControllingTty = 0x100, CloseOnExec = 0x80000;
    public const int SetFlags = 4, GetFlags = 3; // fcntl
    public const int SignalHangup = 1, SignalKill = 9, SignalTerm = 15, SignalChild = 17, SignalContinue = 18;

    private const long PidfdOpenNumber = 434, PidfdSendSignalNumber = 424;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenCore(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static unsafe partial nint Read(SafeHandle file, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static unsafe partial nint Write(SafeHandle file, byte* buffer, nint count);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    public static partial int Fcntl(SafeHandle file, int command, int argument);

    [LibraryImport("libc", EntryPoint = "mkfifo", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int MakeFifo(string path, uint mode);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    public static partial int Kill(int pid, int signal);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint PidfdOpenCore(nint number, int pid, uint flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint PidfdSendSignalCore(nint number, SafeHandle pidfd, int signal, nint info, uint flags);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static unsafe partial int EpollControl(SafeHandle epoll, int operation, SafeHandle file, byte* @event);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static unsafe partial int EpollWait(SafeHandle epoll, byte* events, int maxEvents, int timeout);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static unsafe partial int Ioctl(SafeHandle file, nuint request, byte* argument);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Ioctl(SafeHandle file, nuint request, nint argument);

    /// <returns>The file, or null with the error in <see cref="Marshal.GetLastPInvokeError"/>.</returns>
    public static SafeFileHandle? Open(string path, int flags) => Own(OpenCore(path, flags | CloseOnExec, 0));

    /// <summary>A handle that stays this process's even when its number is given to another; readable once it has ended.</summary>
    /// <returns>Null when there is no such process.</returns>
    public static SafeFileHandle? PidfdOpen(int pid)
    {
        if (Own((int)PidfdOpenCore((nint)PidfdOpenNumber, pid, 0)) is { } handle) return handle;
        var error = Marshal.GetLastPInvokeError();
        return error == NoSuchProcess ? null : throw new IOException($"pidfd_open({pid}): {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <returns>Whether the process was still there to be signalled.</returns>
    public static bool PidfdSendSignal(SafeHandle pidfd, int signal) => PidfdSendSignalCore((nint)PidfdSendSignalNumber, pidfd, signal, 0, 0) == 0;

    public static SafeFileHandle? Own(int descriptor) => descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);

    public static IOException LastError(string what) => new($"{what}: {Marshal.GetLastPInvokeErrorMessage()}");
}
