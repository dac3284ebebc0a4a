// Akka.NET's have no hash code and no operators, and ours have no member that Akka.NET's have not.
#pragma warning disable CS0659, CA2231
namespace Akka.Persistence.Journal;

/// <summary>What one stored event becomes when it is replayed: nothing, one event or several.</summary>
public interface IEventSequence
{
    /// <summary>The events.</summary>
    IEnumerable<object> Events { get; }
}

/// <summary>Nothing.</summary>
public interface IEmptyEventSequence : IEventSequence;

/// <summary>Makes sequences.</summary>
public static class EventSequence
{
    /// <summary>Nothing: the stored event is left out.</summary>
    public static readonly IEventSequence Empty = EmptyEventSequence.Instance;

    /// <summary>One event.</summary>
    public static IEventSequence Single(object e) => new SingleEventSequence(e);

    /// <summary>Several events.</summary>
    public static IEventSequence Create(params object[] events) => new EventSequence<object>(events);

    /// <summary>Several events.</summary>
    public static IEventSequence Create(IEnumerable<object> events) => new EventSequence<object>(events);
}

/// <summary>Nothing.</summary>
public sealed class EmptyEventSequence : IEmptyEventSequence, IEquatable<IEventSequence>
{
    /// <summary>The only one there is.</summary>
    public static readonly EmptyEventSequence Instance = new();

    private EmptyEventSequence() { }

    /// <inheritdoc />
    public IEnumerable<object> Events => [];

    /// <inheritdoc />
    public bool Equals(IEventSequence other) => other is EmptyEventSequence;

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as IEventSequence);
}

/// <summary>Several events.</summary>
public class EventSequence<T> : IEventSequence, IEquatable<IEventSequence>
{
    /// <summary>Several events.</summary>
    public EventSequence(IEnumerable<object> events) => Events = [.. events];

    /// <inheritdoc />
    public IEnumerable<object> Events { get; }

    /// <inheritdoc />
    public bool Equals(IEventSequence other) => other is EventSequence<T> && Events.SequenceEqual(other.Events);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as IEventSequence);
}

/// <summary>One event.</summary>
public readonly struct SingleEventSequence : IEventSequence, IEquatable<IEventSequence>
{
    private readonly object _event;

    /// <summary>One event.</summary>
    public SingleEventSequence(object e) => _event = e;

    /// <inheritdoc />
    public IEnumerable<object> Events => [_event];

    /// <inheritdoc />
    public bool Equals(IEventSequence other) => other is SingleEventSequence single && Equals(_event, single._event);

    /// <inheritdoc />
    public override bool Equals(object obj) => Equals(obj as IEventSequence);
}
