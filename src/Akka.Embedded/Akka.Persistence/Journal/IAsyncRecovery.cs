using Akka.Actor;

namespace Akka.Persistence.Journal;

/// <summary>Reads events back.</summary>
public interface IAsyncRecovery
{
    /// <summary>Replays events in order.</summary>
    /// <param name="context">The journal's context.</param>
    /// <param name="persistenceId">Whose events.</param>
    /// <param name="fromSequenceNr">The first sequence number.</param>
    /// <param name="toSequenceNr">The last sequence number, inclusive.</param>
    /// <param name="max">At most so many.</param>
    /// <param name="recoveryCallback">Gets each event.</param>
    Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback);

    /// <summary>The highest sequence number ever used, deleted events included; 0 for none.</summary>
    /// <param name="persistenceId">Whose events.</param>
    /// <param name="fromSequenceNr">A hint where to begin to look.</param>
    Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);
}
