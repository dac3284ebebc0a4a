using Akka.Actor;
using Akka.Persistence;
using Akka.Persistence.Journal;
using System.Collections.Immutable;

namespace Orchestrator.Conformance.Tests.Persistence;

/// <summary>A journal in memory that fails for events that begin with "fail", refuses those with "reject", and never replays ids with "silent".</summary>
public sealed class TroubledJournal : MemoryJournal
{
    public const string Configuration = """
        akka.loglevel = OFF
        akka.persistence.journal.plugin = "akka.persistence.journal.troubled"
        akka.persistence.journal.troubled {
          class = "Orchestrator.Conformance.Tests.Persistence.TroubledJournal, Orchestrator.Conformance.Tests"
          plugin-dispatcher = "akka.actor.default-dispatcher"
          recovery-event-timeout = 300ms
        }
        """;

    public override Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback) =>
        persistenceId.StartsWith("unreadable", StringComparison.Ordinal)
            ? throw new InvalidOperationException("can't read")
            : base.ReplayMessagesAsync(context, persistenceId, fromSequenceNr, toSequenceNr, max, recoveryCallback);

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr) =>
        persistenceId.StartsWith("silent", StringComparison.Ordinal) ? new TaskCompletionSource<long>().Task : base.ReadHighestSequenceNrAsync(persistenceId, fromSequenceNr);

    protected override Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages)
    {
        var writes = messages.ToList();
        if (writes.Exists(write => Begins(write, "fail")))
            return Task.FromException<IImmutableList<Exception>>(new InvalidOperationException("can't write"));
        var results = writes.ConvertAll<Exception>(write => Begins(write, "reject") ? new InvalidOperationException("won't write") : null!);
        base.WriteMessagesAsync(writes.Where((_, i) => results[i] is null));
        return Task.FromResult<IImmutableList<Exception>>(results.ToImmutableList());
    }

    private static bool Begins(AtomicWrite write, string prefix) => ((IImmutableList<IPersistentRepresentation>)write.Payload)
        .Any(e => e.Payload is string text && text.StartsWith(prefix, StringComparison.Ordinal));
}
