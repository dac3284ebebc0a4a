#nullable disable
namespace Akka.Actor.Internal;

/// <summary>A stash: a list beside the mailbox, put back at the mailbox's front.</summary>
internal sealed class StashImpl(ActorCell cell, int capacity) : IStash
{
    private readonly LinkedList<Envelope> _stashed = [];
    private int _lastStashed = -1;

    public int Count => _stashed.Count;

    public bool IsEmpty => Count == 0;

    public bool NonEmpty => Count > 0;

    public bool IsFull => Capacity >= 0 && Count >= Capacity;

    public int Capacity { get; } = capacity;

    public void Stash()
    {
        var message = cell.CurrentMessage;
        if (cell.CurrentEnvelopeId == _lastStashed)
            throw new IllegalActorStateException($"Can't stash the same message {message} more than once");
        if (IsFull) throw new StashOverflowException($"Couldn't enqueue message {message} to stash of {cell.Self}: it holds {Count}, its capacity.");
        _lastStashed = cell.CurrentEnvelopeId;
        _stashed.AddLast(new Envelope(message, cell.OriginalSender));
    }

    public void Unstash()
    {
        if (_stashed.First is not { } oldest) return;
        _stashed.RemoveFirst();
        cell.EnqueueFirst(oldest.Value);
    }

    public void UnstashAll() => UnstashAll(_ => true);

    public void UnstashAll(Func<Envelope, bool> predicate)
    {
        for (var envelope = _stashed.Last; envelope is not null; envelope = envelope.Previous)
        {
            if (predicate(envelope.Value)) cell.EnqueueFirst(envelope.Value);
        }

        _stashed.Clear();
    }

    public IEnumerable<Envelope> ClearStash()
    {
        var all = _stashed.ToArray();
        _stashed.Clear();
        return all;
    }

    public void Prepend(IEnumerable<Envelope> envelopes)
    {
        foreach (var envelope in envelopes.Reverse())
        {
            if (IsFull) throw new StashOverflowException($"Couldn't prepend message {envelope.Message} to stash of {cell.Self}: it holds {Count}, its capacity.");
            _stashed.AddFirst(envelope);
        }
    }
}
