using Microsoft.Win32.SafeHandles;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Orchestrator.TmuxAdapter.Native;

/// <summary>One thread that waits for all pipes and processes of a connection, by epoll.</summary>
/// <remarks>Callbacks run on that thread and must not block. A descriptor's number may be reused once it is closed, so callbacks use
/// the <see cref="SafeHandle"/>, which then throws instead.</remarks>
internal sealed class IoLoop : IDisposable
{
    public const uint Readable = 0x1, Writable = 0x4, HungUp = 0x10, OneShot = 1u << 30;
    private const int ControlAdd = 1, ControlDelete = 2;

    // The kernel's struct epoll_event is packed on x86 only.
    private static readonly int _dataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;

    private readonly SafeFileHandle _epoll = Libc.Own(Libc.EpollCreate(Libc.CloseOnExec)) ?? throw Libc.LastError("epoll_create1");
    private readonly SafeFileHandle _wake = Libc.Own(Libc.EventFd(0, Libc.CloseOnExec | Libc.NonBlocking)) ?? throw Libc.LastError("eventfd");
    private readonly ConcurrentDictionary<long, Action<long, uint>> _callbacks = new();
    private readonly Thread _thread;
    private long _lastId;
    private volatile bool _isDisposed;

    public IoLoop()
    {
        Add(_wake, Readable, (_, _) => { });
        _thread = new Thread(Run) { IsBackground = true, Name = "tmux panes" };
        _thread.Start();
    }

    /// <summary>Calls back, with the returned id and what is ready, whenever the descriptor is ready, until the id is removed.</summary>
    public unsafe long Add(SafeHandle file, uint events, Action<long, uint> callback)
    {
        var id = Interlocked.Increment(ref _lastId);
        _callbacks[id] = callback;
        var entry = stackalloc byte[16];
        *(uint*)entry = events;
        *(long*)(entry + _dataOffset) = id;
        if (Libc.EpollControl(_epoll, ControlAdd, file, entry) == 0) return id;
        _callbacks.TryRemove(id, out _);
        throw Libc.LastError("epoll_ctl");
    }

    /// <summary>No callback starts after this returns, unless one has already started.</summary>
    public unsafe void Remove(long id, SafeHandle file)
    {
        if (!_callbacks.TryRemove(id, out _)) return;
        var entry = stackalloc byte[16];
        try
        {
            _ = Libc.EpollControl(_epoll, ControlDelete, file, entry);
        }
        catch (ObjectDisposedException)
        {
            // Its owner closed it, or the loop, between the kernel's word and this: closing has removed it already.
        }
    }

    /// <summary>Completes when the process has ended; at once when there is none of that number.</summary>
    public Task WaitForExitAsync(int pid) => Libc.PidfdOpen(pid) is { } pidfd ? WaitForExitAsync(pidfd) : Task.CompletedTask;

    /// <summary>Completes when the process has ended, and closes the handle then.</summary>
    public Task WaitForExitAsync(SafeFileHandle pidfd)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(pidfd, Readable | OneShot, (id, _) =>
        {
            Remove(id, pidfd);
            pidfd.Dispose();
            ended.TrySetResult();
        });
        return ended.Task;
    }

    /// <summary>Ends the thread. Waits that are open never complete: whoever waits also watches the connection.</summary>
    public unsafe void Dispose()
    {
        var one = 1L;
        _isDisposed = true;
        _ = Libc.Write(_wake, (byte*)&one, sizeof(long));
        if (Thread.CurrentThread != _thread) _thread.Join();
        _wake.Dispose();
        _epoll.Dispose();
    }

    private unsafe void Run()
    {
        const int Max = 128;
        var entrySize = _dataOffset + sizeof(long);
        var events = stackalloc byte[Max * 16];
        while (!_isDisposed)
        {
            var count = Libc.EpollWait(_epoll, events, Max, -1);
            for (var i = 0; i < count; i++)
            {
                var entry = events + (i * entrySize);
                if (_callbacks.TryGetValue(*(long*)(entry + _dataOffset), out var callback)) callback(*(long*)(entry + _dataOffset), *(uint*)entry);
            }
        }
    }
}
