using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Orchestrator.Rehearsal.Host;

/// <summary>Waits for input, for a time, or for what other threads hand over; the loop runs on one thread.</summary>
internal sealed unsafe class Wakeups
{
    private readonly ConcurrentQueue<Action> _handedOver = new();
    private readonly int _reading;
    private readonly int _writing;

    public Wakeups()
    {
        var ends = stackalloc int[2];
        if (LibC.Pipe(ends) != 0)
            throw new IOException($"No pipe could be made: {Marshal.GetLastPInvokeErrorMessage()}.");
        (_reading, _writing) = (ends[0], ends[1]);
    }

    /// <summary>Has something done on the loop's thread, soon. May be called from any thread.</summary>
    public void HandOver(Action action)
    {
        _handedOver.Enqueue(action);
        byte wake = 1;
        _ = LibC.Write(_writing, &wake, 1);
    }

    /// <summary>Waits, then does what was handed over.</summary>
    /// <param name="readInput">Whether input is waited for at all.</param>
    /// <param name="timeout">Null waits for ever.</param>
    /// <returns>Whether there is input to read.</returns>
    public bool Wait(bool readInput, TimeSpan? timeout)
    {
        var descriptors = stackalloc LibC.PollDescriptor[2];
        descriptors[0] = new LibC.PollDescriptor { Descriptor = _reading, Events = LibC.PollIn };
        descriptors[1] = new LibC.PollDescriptor { Descriptor = readInput ? LibC.StandardInput : -1, Events = LibC.PollIn };
        var milliseconds = timeout is { } wait ? (int)Math.Clamp(Math.Ceiling(wait.TotalMilliseconds), 0, int.MaxValue) : -1;
        if (LibC.Poll(descriptors, 2, milliseconds) < 0)
            return false; // a signal: its handler hands over what is to be done
        if (descriptors[0].Returned != 0)
        {
            var bytes = stackalloc byte[256];
            _ = LibC.Read(_reading, bytes, 256);
        }
        while (_handedOver.TryDequeue(out var action))
            action();
        return descriptors[1].Returned != 0;
    }
}
