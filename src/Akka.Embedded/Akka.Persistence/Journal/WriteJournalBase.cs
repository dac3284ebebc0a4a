using Akka.Actor;
using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>What all journals do on the way in and out: adapt events, and note when they are written.</summary>
public abstract class WriteJournalBase : ActorBase
{
    private readonly EventAdapters _adapters;

    /// <summary>A journal; the name of the actor is the path of its configuration.</summary>
    protected WriteJournalBase()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        _adapters = extension.AdaptersFor(Self.Path.Name, extension.ConfigFor(Self.Path.Name));
    }

    /// <summary>The atomic writes among the envelopes, adapted, without sender, with the time.</summary>
    protected IEnumerable<AtomicWrite> PreparePersistentBatch(IEnumerable<IPersistentEnvelope> resequenceables)
    {
        var now = Context.System.Scheduler.Now.UtcTicks;
        return [.. resequenceables.OfType<AtomicWrite>().Select(write => Prepare(write, now))];
    }

    /// <summary>What an event is stored as.</summary>
    protected IPersistentRepresentation AdaptToJournal(IPersistentRepresentation representation)
    {
        var payload = representation.Payload;
        var adapter = _adapters.Get(payload.GetType());
        return ReferenceEquals(adapter, IdentityEventAdapter.Instance)
            ? representation
            : representation.WithPayload(adapter.ToJournal(payload)).WithManifest(adapter.Manifest(payload));
    }

    /// <summary>What a stored event becomes.</summary>
    protected IEnumerable<IPersistentRepresentation> AdaptFromJournal(IPersistentRepresentation representation)
    {
        var adapter = _adapters.Get(representation.Payload.GetType());
        return ReferenceEquals(adapter, IdentityEventAdapter.Instance)
            ? [representation]
            : adapter.FromJournal(representation.Payload, representation.Manifest).Events.Select(representation.WithPayload);
    }

    private AtomicWrite Prepare(AtomicWrite write, long now)
    {
        if (write.Events is [var single])
            return new AtomicWrite(Prepare(single, now));
        return new AtomicWrite(write.Events.Select(e => Prepare(e, now)).ToImmutableArray());
    }

    private IPersistentRepresentation Prepare(IPersistentRepresentation e, long now)
    {
        var adapted = AdaptToJournal(e);
        return new Persistent(adapted.Payload, e.SequenceNr, e.PersistenceId, adapted.Manifest, e.IsDeleted, ActorRefs.NoSender, e.WriterGuid, now);
    }
}
