using Microsoft.Win32.SafeHandles;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;

namespace Orchestrator.Hooks;

/// <summary>A connection to the daemon's socket.</summary>
/// <remarks>On Linux by three calls of the C library: an agent waits for its hook, and to load and start .NET's sockets takes longer than all the rest of it.</remarks>
internal static unsafe partial class HookConnection
{
    // Numbers of Linux on x86-64 and arm64.
    private const int Unix = 1, StreamCloseOnExec = 1 | 0x80000, SocketLevel = 1, ReceiveTimeout = 20, SendTimeout = 21, Interrupted = 4;

    // struct sockaddr_un: the family, then a path that ends with a zero.
    private const int AddressLength = 110, PathAt = 2;

    /// <param name="socketPath">Where the daemon listens.</param>
    /// <param name="patience">The longest wait for each of sending and receiving.</param>
    /// <returns>Null where nobody listens.</returns>
    public static Stream? TryOpen(string socketPath, TimeSpan patience) => OperatingSystem.IsLinux() ? TryOpenOnLinux(socketPath, patience) : TryOpenElsewhere(socketPath, patience);

    private static FileStream? TryOpenOnLinux(string socketPath, TimeSpan patience)
    {
        var path = Encoding.UTF8.GetBytes(socketPath);
        if (path.Length > AddressLength - PathAt - 1) return null;
        var file = new SafeFileHandle(Socket(Unix, StreamCloseOnExec, 0), ownsHandle: true);
        if (!file.IsInvalid && TryConnect((int)file.DangerousGetHandle(), path, patience)) return new FileStream(file, FileAccess.ReadWrite, bufferSize: 0);
        file.Dispose();
        return null;
    }

    private static bool TryConnect(int socket, byte[] path, TimeSpan patience)
    {
        var wait = stackalloc long[] { (long)patience.TotalSeconds, (patience.Milliseconds * 1000L) + patience.Microseconds }; // struct timeval
        _ = SetOption(socket, SocketLevel, ReceiveTimeout, wait, sizeof(long) * 2);
        _ = SetOption(socket, SocketLevel, SendTimeout, wait, sizeof(long) * 2);
        var address = stackalloc byte[AddressLength];
        new Span<byte>(address, AddressLength).Clear();
        *(ushort*)address = Unix;
        path.CopyTo(new Span<byte>(address + PathAt, AddressLength - PathAt));
        int result;
        do result = Connect(socket, address, AddressLength);
        while (result != 0 && Marshal.GetLastSystemError() == Interrupted);
        return result == 0;
    }

    private static NetworkStream? TryOpenElsewhere(string socketPath, TimeSpan patience)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { SendTimeout = (int)patience.TotalMilliseconds, ReceiveTimeout = (int)patience.TotalMilliseconds };
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(socketPath));
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            socket.Dispose();
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "socket")]
    private static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "setsockopt")]
    private static partial int SetOption(int socket, int level, int option, void* value, uint length);

    [LibraryImport("libc", EntryPoint = "connect")]
    private static partial int Connect(int socket, byte* address, uint length);
}
