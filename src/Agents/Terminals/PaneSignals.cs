namespace Orchestrator.Agents.Terminals;

/// <summary>What a pane's output and its agent's hooks tell, for whoever waits for it. Safe for many threads.</summary>
/// <remarks>Nothing polls: a wait is a timer that each output pushes back.</remarks>
public sealed class PaneSignals(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<(Func<HookCall, bool> Wanted, TaskCompletionSource<HookCall> Found)> _hookWaits = [];
    private long _lastOutput = time.GetTimestamp();
    private TaskCompletionSource _nextOutput = New();

    /// <summary>When the pane last wrote something, or was bound.</summary>
    public DateTimeOffset LastOutputAt
    {
        get
        {
            lock (_lock) return time.GetUtcNow() - time.GetElapsedTime(_lastOutput);
        }
    }

    /// <summary>To be called for every chunk of output. Cheap: it runs on the thread that reads all panes.</summary>
    public void Output()
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            _lastOutput = time.GetTimestamp();
            waiting = _nextOutput;
            _nextOutput = New();
        }

        waiting.TrySetResult();
    }

    /// <summary>To be called for every word of a hook.</summary>
    public void Hook(HookCall call)
    {
        lock (_lock)
        {
            foreach (var wait in _hookWaits.Where(w => w.Wanted(call)).ToList())
            {
                _hookWaits.Remove(wait);
                wait.Found.TrySetResult(call);
            }
        }
    }

    /// <summary>A task that ends with the next output after this call.</summary>
    public Task NextOutput()
    {
        lock (_lock) return _nextOutput.Task;
    }

    /// <summary>Waits until an output has come, at most <paramref name="limit"/>.</summary>
    /// <returns>Whether one came.</returns>
    public async Task<bool> OutputAsync(Task nextOutput, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            await nextOutput.WaitAsync(limit, time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Waits until the pane has been silent for <paramref name="quiet"/>, at most <paramref name="limit"/>.</summary>
    /// <returns>Whether it has become silent.</returns>
    public async Task<bool> QuietAsync(TimeSpan quiet, TimeSpan limit, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            TimeSpan silent;
            lock (_lock) silent = time.GetElapsedTime(_lastOutput);
            if (silent >= quiet) return true;
            if (time.GetElapsedTime(began) >= limit) return false;
            await Task.Delay(quiet - silent, time, cancellation);
        }
    }

    /// <summary>Begins to wait for a hook's word; to be called before what causes it.</summary>
    public Task<HookCall> NextHook(Func<HookCall, bool> wanted)
    {
        var found = new TaskCompletionSource<HookCall>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock) _hookWaits.Add((wanted, found));
        return found.Task;
    }

    /// <summary>Ends all waits for hooks; their tasks are cancelled.</summary>
    public void ForgetHooks()
    {
        lock (_lock)
        {
            foreach (var (_, found) in _hookWaits) found.TrySetCanceled();
            _hookWaits.Clear();
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
