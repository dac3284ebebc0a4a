namespace Orchestrator.Runtime.Persistence;

/// <summary>What a state decided about a command: the events to store and what to answer, or why it was refused.</summary>
/// <param name="Events">To be stored in this order. Empty when nothing has to change.</param>
/// <param name="Reply">Sent once the events are stored; <c>null</c> when nobody waits for an answer.</param>
/// <param name="Rejection">Why the command is refused; then there are no events.</param>
public sealed record Decision(IReadOnlyList<IEvent> Events, object? Reply = null, Rejected? Rejection = null)
{
    /// <summary>Nothing to store, nothing to say.</summary>
    public static Decision Nothing { get; } = new([]);

    /// <summary>Stores the events.</summary>
    public static Decision Accept(params IReadOnlyList<IEvent> events) => new(events);

    /// <summary>Refuses the command.</summary>
    public static Decision Reject(Rejected rejection) => new([], null, rejection);

    /// <summary>The same decision, answered with <paramref name="reply"/> once its events are stored.</summary>
    public Decision Answer(object reply) => this with { Reply = reply };
}
