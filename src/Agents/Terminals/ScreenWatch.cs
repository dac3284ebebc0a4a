using Akka.Actor;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Terminals;

/// <summary>Looks at a pane's title and screen on two edges only: the first output after quiet, and quiet after output.</summary>
internal sealed class ScreenWatch : IDisposable
{
    private static readonly TimeSpan _quiet = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly AgentPane _pane;
    private readonly ActivityReader _reader;
    private readonly IActorRef _terminal;
    private readonly ITimer _timer;
    private bool _noisy;

    public ScreenWatch(AgentPane pane, ActivityReader reader, TimeProvider time, IActorRef terminal)
    {
        (_pane, _reader, _terminal) = (pane, reader, terminal);
        _timer = time.CreateTimer(_ => OnQuiet(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>To be called for every chunk of output; cheap.</summary>
    public void Output()
    {
        bool first;
        lock (_lock)
        {
            first = !_noisy;
            _noisy = true;
            _timer.Change(_quiet, Timeout.InfiniteTimeSpan);
        }

        if (first) Look();
    }

    public void Dispose() => _timer.Dispose();

    private void OnQuiet()
    {
        lock (_lock) _noisy = false;
        Look();
    }

    // What cannot be read leaves the last known as it was. A lost connection shows elsewhere, with its consequences.
    private void Look() => _ = LookAsync();

    private async Task LookAsync()
    {
        try
        {
            if (_reader.Read(await _pane.ScreenAsync()) is { } seen) _terminal.Tell(new TerminalActor.Looked(seen), ActorRefs.NoSender);
        }
        catch (TmuxException)
        {
            // See above: the exit of the pane or the loss of the server is told by other means.
        }
    }
}
