using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Sessions;

/// <summary>Why an operation on a session or pane was not done.</summary>
/// <param name="code">A word of <see cref="RejectionCode"/>.</param>
/// <param name="message">For a person: the thing, the value.</param>
/// <param name="hint">For a person: the way out, if there is one.</param>
public sealed class SessionException(string code, string message, string? hint = null) : Exception(message)
{
    /// <summary>A stable word for programs.</summary>
    public string Code { get; } = code;

    /// <summary>The way out, if there is one.</summary>
    public string? Hint { get; } = hint;

    internal static SessionException NotFound(string message, string? hint = null) => new(RejectionCode.NotFound, message, hint);

    internal static SessionException Refused(string message, string? hint = null) => new(RejectionCode.Refused, message, hint);

    internal static SessionException Invalid(string message, string? hint = null) => new(RejectionCode.Invalid, message, hint);
}
