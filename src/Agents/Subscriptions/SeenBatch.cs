using Akka.Actor;

namespace Orchestrator.Agents.Subscriptions;

/// <summary>Gathers what a pane's observer sees, so that many occurrences are told, and stored, at once. When more than its share is not stored yet, the
/// observer waits, and with it the pane: nothing is lost and nothing grows.</summary>
/// <param name="most">Occurrences that may be on their way.</param>
/// <param name="stopped">Ends the waiting.</param>
internal sealed class SeenBatch(int most, CancellationToken stopped) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _hasRoom = new(true);
    private Dictionary<string, List<Occurrence>> _seen = [];
    private int _untaken;

    public void Dispose() => _hasRoom.Dispose();

    /// <summary>Adds one.</summary>
    /// <param name="id">Whose.</param>
    /// <param name="occurrence">What was seen.</param>
    /// <param name="actor">Told that there is something to take.</param>
    /// <param name="mayWait">Whether to wait for room: not on the actor's own thread, which makes it.</param>
    public void Add(string id, Occurrence occurrence, IActorRef actor, bool mayWait)
    {
        bool isFirst;
        lock (_gate)
        {
            isFirst = _seen.Count == 0;
            if (!_seen.TryGetValue(id, out var list)) _seen[id] = list = [];
            list.Add(occurrence);
            if (++_untaken >= most) _hasRoom.Reset();
        }

        if (isFirst) actor.Tell(PaneWatcherActor.Send.Instance);
        try
        {
            if (mayWait) _hasRoom.Wait(stopped);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The watcher stops: nobody wants it any more.
        }
    }

    public Dictionary<string, List<Occurrence>> Take()
    {
        lock (_gate)
        {
            var seen = _seen;
            _seen = [];
            return seen;
        }
    }

    /// <summary>So many are stored.</summary>
    public void Release(int count)
    {
        lock (_gate)
        {
            _untaken = Math.Max(0, _untaken - count);
            if (_untaken < most) _hasRoom.Set();
        }
    }
}
