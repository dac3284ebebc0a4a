namespace Orchestrator.Runtime.Persistence;

/// <summary>Why a rule said no. A reply, never an exception.</summary>
/// <param name="Code">A stable word for programs; see <see cref="RejectionCode"/>.</param>
/// <param name="Reason">For a person: the thing, the value.</param>
/// <param name="Hint">For a person: the way out, if there is one.</param>
public sealed record Rejected(string Code, string Reason, string? Hint = null)
{
    /// <summary>The thing that a command names does not exist.</summary>
    public static Rejected NotFound(string reason, string? hint = null) => new(RejectionCode.NotFound, reason, hint);

    /// <summary>A rule or a limit forbids it.</summary>
    public static Rejected Refused(string reason, string? hint = null) => new(RejectionCode.Refused, reason, hint);
}

/// <summary>The words of <see cref="Rejected.Code"/>.</summary>
public static class RejectionCode
{
    /// <summary>The thing named does not exist.</summary>
    public const string NotFound = "not_found";

    /// <summary>A rule or a limit forbids it.</summary>
    public const string Refused = "refused";

    /// <summary>What was asked is malformed.</summary>
    public const string Invalid = "invalid";
}

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
