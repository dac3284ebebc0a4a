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

    /// <summary>It could not be stored; nothing was done.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>What was asked is malformed.</summary>
    public const string Invalid = "invalid";
}
