using Akka.Actor;
using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>Keeps events in memory, for tests: they are gone when the system stops.</summary>
public class MemoryJournal : AsyncWriteJournal
{
    private readonly ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> _messages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _deletedTo = new(StringComparer.Ordinal);

    /// <summary>The events by persistence id.</summary>
    protected virtual ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages => _messages;

    /// <inheritdoc />
    public override Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback)
    {
        foreach (var stored in Read(persistenceId, fromSequenceNr, Math.Min(toSequenceNr, HighestSequenceNr(persistenceId)), max))
            recoveryCallback(stored);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        Task.FromResult(Math.Max(HighestSequenceNr(persistenceId), _deletedTo.GetValueOrDefault(persistenceId)));

    /// <inheritdoc />
    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        foreach (var stored in messages.SelectMany(write => write.Events))
            Add(stored);
        return Task.FromResult<IImmutableList<Exception>>(null);
    }

    /// <inheritdoc />
    protected override Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr)
    {
        var highest = HighestSequenceNr(persistenceId);
        _deletedTo.AddOrUpdate(persistenceId, highest, (_, before) => Math.Max(before, highest));
        foreach (var stored in Read(persistenceId, 0L, Math.Min(toSequenceNr, highest), long.MaxValue).ToArray())
            Delete(persistenceId, stored.SequenceNr);
        return Task.CompletedTask;
    }

    /// <summary>Adds an event.</summary>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Add(IPersistentRepresentation persistent)
    {
        var list = Messages.GetOrAdd(persistent.PersistenceId, _ => []);
        lock (list)
            list.AddLast(persistent);
        return Messages;
    }

    /// <summary>Changes an event in its place.</summary>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Update(string pid, long seqNr, Func<IPersistentRepresentation, IPersistentRepresentation> updater)
    {
        if (!Messages.TryGetValue(pid, out var list))
            return Messages;
        lock (list)
        {
            for (var node = list.First; node is not null; node = node.Next)
            {
                if (node.Value.SequenceNr == seqNr)
                    node.Value = updater(node.Value);
            }
        }
        return Messages;
    }

    /// <summary>Takes an event out.</summary>
    public IDictionary<string, LinkedList<IPersistentRepresentation>> Delete(string pid, long seqNr)
    {
        if (!Messages.TryGetValue(pid, out var list))
            return Messages;
        lock (list)
        {
            for (var node = list.First; node is not null; node = node.Next)
            {
                if (node.Value.SequenceNr != seqNr)
                    continue;
                list.Remove(node);
                break;
            }
        }
        return Messages;
    }

    /// <summary>The events from one number to another, both inclusive, at most so many.</summary>
    public IEnumerable<IPersistentRepresentation> Read(string pid, long fromSeqNr, long toSeqNr, long max)
    {
        if (max <= 0 || !Messages.TryGetValue(pid, out var list))
            return [];
        lock (list)
            return [.. list.Where(stored => stored.SequenceNr >= fromSeqNr && stored.SequenceNr <= toSeqNr).Take((int)Math.Min(max, int.MaxValue))];
    }

    /// <summary>The highest sequence number that is still there; 0 for none.</summary>
    public long HighestSequenceNr(string pid)
    {
        if (!Messages.TryGetValue(pid, out var list))
            return 0L;
        lock (list)
            return list.Last?.Value.SequenceNr ?? 0L;
    }
}

/// <summary>Keeps events in the memory of the process: all actor systems in it see the same.</summary>
public class SharedMemoryJournal : MemoryJournal
{
    private static readonly ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> _shared = new(StringComparer.Ordinal);

    /// <inheritdoc />
    protected override ConcurrentDictionary<string, LinkedList<IPersistentRepresentation>> Messages => _shared;
}
