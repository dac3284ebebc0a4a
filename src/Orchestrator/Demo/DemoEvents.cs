using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Demo;

/// <summary>Follows what happens in the demo's project, over any end of the daemon, and lets the story wait for it.</summary>
internal sealed class DemoEvents : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<JsonElement> _events = [];
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly DemoOrc _orc;
    private readonly Action<JsonElement> _seen;
    private System.Diagnostics.Process? _process;
    private volatile bool _disposed;
    private long _last;

    /// <param name="orc">Runs <c>orc events</c>.</param>
    /// <param name="seen">Called once for each event, in order, from another thread.</param>
    public DemoEvents(DemoOrc orc, Action<JsonElement> seen)
    {
        (_orc, _seen) = (orc, seen);
        new Thread(FollowAlways) { IsBackground = true, Name = "events" }.Start();
    }

    public IReadOnlyList<JsonElement> All
    {
        get
        {
            lock (_gate)
                return [.. _events];
        }
    }

    /// <summary>Waits for an event, which may have come already.</summary>
    /// <param name="what">For the message when it does not come.</param>
    /// <param name="isIt">Whether an event is the one.</param>
    /// <param name="patience">How long at most.</param>
    /// <exception cref="DemoException">It did not come in time.</exception>
    public JsonElement WaitFor(string what, Func<JsonElement, bool> isIt, TimeSpan patience)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            foreach (var one in All)
            {
                if (isIt(one))
                    return one;
            }
            var left = patience - TimeProvider.System.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || !_arrived.Wait(left))
                throw new DemoException($"{what} was waited for in vain for {patience.TotalSeconds} seconds.");
        }
    }

    public void Dispose()
    {
        _disposed = true;
        _process?.Kill();
        _arrived.Dispose();
    }

    private void FollowAlways()
    {
        while (!_disposed)
        {
            using var process = _orc.Start("events", "--follow", "--since", _last.ToString(CultureInfo.InvariantCulture), "--json");
            _process = process;
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            while (process.StandardOutput.ReadLine() is { } line)
                Take(line);
            process.WaitForExit();
        }
    }

    private void Take(string line)
    {
        var one = JsonDocument.Parse(line).RootElement;
        if (!one.TryGetProperty("sequence", out var sequence))
            return; // the stream's own end: the daemon is gone
        var number = sequence.GetInt64();
        lock (_gate)
        {
            if (number <= _last || _disposed)
                return;
            _last = number;
            _events.Add(one);
        }
        _seen(one);
        _arrived.Release();
    }
}
