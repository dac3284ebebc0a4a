using Akka.Actor;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Terminals;

/// <summary>
/// Looks at a pane's title and screen at edges only: the first output after quiet, and quiet after output. Where something is drawn without an end
/// (a spinner in a dialog), it also looks once in a while.
/// </summary>
internal sealed class ScreenWatch : IDisposable
{
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _longNoise = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly AgentPane _pane;
    private readonly ActivityReader _reader;
    private readonly IActorRef _terminal;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private bool _noisy;
    private long _lookedAt;

    public ScreenWatch(AgentPane pane, ActivityReader reader, TimeProvider time, IActorRef terminal)
    {
        (_pane, _reader, _time, _terminal) = (pane, reader, time, terminal);
        _timer = time.CreateTimer(_ => OnQuiet(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>To be called for every chunk of output; cheap.</summary>
    public void Output()
    {
        bool first;
        lock (_lock)
        {
            first = !_noisy || _time.GetElapsedTime(_lookedAt) > _longNoise;
            if (first) _lookedAt = _time.GetTimestamp();
            _noisy = true;
            _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
        }

        if (first) Look(atRest: false);
    }

    /// <summary>Looks once more as soon as the pane is quiet, as after output. To be called where a look's word did not count, since nothing may be drawn any more.</summary>
    public void LookAgain() => _timer.Change(_quiet, Timeout.InfiniteTimeSpan);

    public void Dispose() => _timer.Dispose();

    private void OnQuiet()
    {
        lock (_lock) _noisy = false;
        Look(atRest: true);
    }

    // What cannot be read leaves the last known as it was. A lost connection shows elsewhere, with its consequences.
    private void Look(bool atRest) => _ = LookAsync(atRest);

    private async Task LookAsync(bool atRest)
    {
        try
        {
            var began = _time.GetUtcNow();
            _terminal.Tell(new ScreenLook(_reader.Read(await _pane.ScreenAsync()), atRest, began), ActorRefs.NoSender);
        }
        catch (TmuxException)
        {
            // See above: the exit of the pane or the loss of the server is told by other means.
        }
    }
}
