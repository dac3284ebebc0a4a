using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Api.Server;

/// <summary>Why a request is not done, for its answer.</summary>
internal sealed class ApiFault(int status, string code, string message, string? hint = null) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    internal int Status { get; } = status;

    /// <summary>A stable word for programs.</summary>
    internal string Code { get; } = code;

    /// <summary>The way out, if there is one.</summary>
    internal string? Hint { get; } = hint;

    internal static ApiFault Invalid(string message, string? hint = null) => new(400, RejectionCode.Invalid, message, hint);

    internal static ApiFault NotFound(string message, string? hint = null) => new(404, RejectionCode.NotFound, message, hint);

    internal static ApiFault Refused(string message, string? hint = null) => new(409, RejectionCode.Refused, message, hint);

    internal static ApiFault Forbidden(string message, string? hint = null) => new(403, RejectionCode.Refused, message, hint);

    internal static ApiFault Failed(string message, string? hint = null) => new(500, "failed", message, hint);

    internal static ApiFault From(Rejected rejected) => rejected.Code switch
    {
        RejectionCode.Invalid => Invalid(rejected.Reason, rejected.Hint),
        RejectionCode.NotFound => NotFound(rejected.Reason, rejected.Hint),
        RejectionCode.Refused => Refused(rejected.Reason, rejected.Hint),
        _ => Failed(rejected.Reason, rejected.Hint),
    };
}
