namespace Akka.Persistence;

/// <summary>Something that recovers from its events.</summary>
public interface IPersistenceRecovery
{
    /// <summary>What the recovery begins and ends with.</summary>
    Recovery Recovery { get; }
}
