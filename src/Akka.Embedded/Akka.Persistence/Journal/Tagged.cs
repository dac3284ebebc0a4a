using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>An event with tags; a journal that knows them stores both, any other the event.</summary>
public readonly struct Tagged
{
    /// <summary>An event with tags.</summary>
    public Tagged(object payload, IEnumerable<string> tags) : this(payload, tags.ToImmutableHashSet()) { }

    /// <summary>An event with tags.</summary>
    public Tagged(object payload, IImmutableSet<string> tags)
    {
        Payload = payload;
        Tags = tags;
    }

    /// <summary>The event.</summary>
    public object Payload { get; }

    /// <summary>The tags.</summary>
    public IImmutableSet<string> Tags { get; }
}
