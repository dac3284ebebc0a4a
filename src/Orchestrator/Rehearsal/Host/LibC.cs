using System.Runtime.InteropServices;

namespace Orchestrator.Rehearsal.Host;

/// <summary>The calls of the C library that a raw terminal needs, as Linux and macOS have them.</summary>
internal static unsafe partial class LibC
{
    internal const int StandardInput = 0;
    internal const int StandardOutput = 1;
    internal const short PollIn = 1;
    internal const int Interrupted = 4;
    internal const int WriteOnly = 1;

    internal static int Append => OperatingSystem.IsMacOS() ? 0x8 : 0x400;

    internal static int CloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        internal int Descriptor;
        internal short Events;
        internal short Returned;
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    internal static partial int GetTerminal(int descriptor, byte* settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    internal static partial int SetTerminal(int descriptor, int when, byte* settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    internal static partial void MakeRaw(byte* settings);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    internal static partial int Pipe(int* ends);

    /// <summary>Opens a file that exists; making one would take a variable argument.</summary>
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Control(int descriptor, nuint request, void* argument);

    /// <summary>ioctl on Apple's processors, where variable arguments go to the stack: behind eight in registers.</summary>
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int ControlOnStack(int descriptor, nuint request, nint p3, nint p4, nint p5, nint p6, nint p7, nint p8, void* argument);
}
