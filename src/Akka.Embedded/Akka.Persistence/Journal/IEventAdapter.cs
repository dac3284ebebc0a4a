namespace Akka.Persistence.Journal;

/// <summary>Changes events on their way to the journal.</summary>
public interface IWriteEventAdapter
{
    /// <summary>What to store beside the event; empty for nothing.</summary>
    string Manifest(object evt);

    /// <summary>What to store for the event: another object, or a <see cref="Tagged"/>.</summary>
    object ToJournal(object evt);
}

/// <summary>Changes events on their way from the journal.</summary>
public interface IReadEventAdapter
{
    /// <summary>What a stored event becomes.</summary>
    IEventSequence FromJournal(object evt, string manifest);
}

/// <summary>Changes events on both ways.</summary>
public interface IEventAdapter : IWriteEventAdapter, IReadEventAdapter;

/// <summary>Changes nothing.</summary>
public sealed class IdentityEventAdapter : IEventAdapter
{
    private IdentityEventAdapter() { }

    /// <summary>The only one there is.</summary>
    public static IdentityEventAdapter Instance { get; } = new();

    /// <inheritdoc />
    public string Manifest(object evt) => "";

    /// <inheritdoc />
    public object ToJournal(object evt) => evt;

    /// <inheritdoc />
    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}

/// <summary>Reads with several adapters, one after the other: the events of all. Does not write.</summary>
public sealed class CombinedReadEventAdapter : IEventAdapter
{
    /// <summary>An adapter of several.</summary>
    public CombinedReadEventAdapter(IEnumerable<IEventAdapter> adapters) => Adapters = [.. adapters];

    /// <summary>The adapters.</summary>
    public IEnumerable<IEventAdapter> Adapters { get; }

    /// <inheritdoc />
    public IEventSequence FromJournal(object evt, string manifest) =>
        EventSequence.Create(Adapters.SelectMany(adapter => adapter.FromJournal(evt, manifest).Events));

    /// <inheritdoc />
    public string Manifest(object evt) => throw NotForWriting();

    /// <inheritdoc />
    public object ToJournal(object evt) => throw NotForWriting();

    private static NotSupportedException NotForWriting() => new("Several adapters are bound to this type: they can read together, but not write.");
}

/// <summary>Reads with an adapter that does not write.</summary>
internal sealed class ReadOnlyEventAdapter(IReadEventAdapter adapter) : IEventAdapter
{
    public string Manifest(object evt) => "";
    public object ToJournal(object evt) => evt;
    public IEventSequence FromJournal(object evt, string manifest) => adapter.FromJournal(evt, manifest);
}

/// <summary>Writes with an adapter that does not read.</summary>
internal sealed class WriteOnlyEventAdapter(IWriteEventAdapter adapter) : IEventAdapter
{
    public string Manifest(object evt) => adapter.Manifest(evt);
    public object ToJournal(object evt) => adapter.ToJournal(evt);
    public IEventSequence FromJournal(object evt, string manifest) => EventSequence.Single(evt);
}
