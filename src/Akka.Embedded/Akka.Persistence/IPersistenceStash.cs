using Akka.Actor;

namespace Akka.Persistence;

/// <summary>Something that holds commands back while it recovers and stores.</summary>
public interface IPersistenceStash : IWithUnboundedStash
{
    /// <summary>What happens to a command when too many are held back.</summary>
    IStashOverflowStrategy InternalStashOverflowStrategy { get; }
}
