namespace Orchestrator.Commands.Shared;

/// <summary>What a command ends with. Scripts rely on the numbers.</summary>
internal static class ExitCode
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int Usage = 2;
    internal const int NotFound = 3;
    internal const int Refused = 4;
    internal const int Unreachable = 5;
    internal const int TimedOut = 124;
}

/// <summary>A command that did not do what it was asked: why, for a person, and how to get on.</summary>
internal sealed class CommandFailure(string code, string message, string? hint = null) : Exception(message)
{
    internal const string FailedCode = "failed";
    internal const string InvalidCode = "invalid";
    internal const string NotFoundCode = "not_found";
    internal const string RefusedCode = "refused";
    internal const string UnreachableCode = "unreachable";
    internal const string TimedOutCode = "timed_out";

    /// <summary>A stable word for programs.</summary>
    internal string Code { get; } = code;

    /// <summary>The way out, if there is one.</summary>
    internal string? Hint { get; } = hint;

    /// <summary>What the process ends with.</summary>
    internal int Exit => ExitOf(Code);

    internal static CommandFailure Failed(string message, string? hint = null) => new(FailedCode, message, hint);

    internal static CommandFailure Usage(string message, string? hint = null) => new(InvalidCode, message, hint);

    internal static CommandFailure NotFound(string message, string? hint = null) => new(NotFoundCode, message, hint);

    internal static CommandFailure Refused(string message, string? hint = null) => new(RefusedCode, message, hint);

    internal static CommandFailure Unreachable(string message, string? hint = null) => new(UnreachableCode, message, hint);

    internal static CommandFailure TimedOut(string message, string? hint = null) => new(TimedOutCode, message, hint);

    internal static int ExitOf(string code) => code switch
    {
        InvalidCode => ExitCode.Usage,
        NotFoundCode => ExitCode.NotFound,
        RefusedCode => ExitCode.Refused,
        UnreachableCode => ExitCode.Unreachable,
        TimedOutCode => ExitCode.TimedOut,
        _ => ExitCode.Failed,
    };
}
