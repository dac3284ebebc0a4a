namespace Orchestrator.Api.Contracts;

/// <summary>One request for permission that waits for an answer.</summary>
/// <param name="Tool">Which tool it is about, where the CLI's hook told.</param>
/// <param name="Command">What it is to run.</param>
/// <param name="Path">Which file it names.</param>
/// <param name="Rules">What the rules said of it when it was asked.</param>
internal sealed record PermissionInfo(
    string Id, string Target, string Question, IReadOnlyList<string> Options, DateTimeOffset AskedAt, string? Tool = null, string? Command = null, string? Path = null, string? Rules = null);

/// <summary>What a hook may tell its CLI.</summary>
/// <param name="Decision"><c>allow</c>, <c>deny</c>, or <c>ask</c>: its dialog is to be shown; at a turn's end <c>continue</c>.</param>
/// <param name="Reason">Which rule, for a person and the model; what the turn goes on with.</param>
internal sealed record HookAnswer(string Decision, string Reason);

/// <summary>Asks which rule decides: a request by its id, or one that is made up. Nothing is done.</summary>
/// <param name="Id">A request that waits or was decided; the rest is then left out.</param>
/// <param name="Target">Who would ask.</param>
/// <param name="Tool">For which tool; null when only a dialog would be known.</param>
/// <param name="Command">What it would run.</param>
/// <param name="Path">Which file it would name.</param>
internal sealed record ExplainPermissionRequest(string? Id = null, string? Target = null, string? Tool = null, string? Command = null, string? Path = null);

/// <summary>One rule, and whether it is about a request: <c>yes</c>, <c>no</c> or <c>unknown</c>.</summary>
internal sealed record RuleInfo(int Number, string Rule, string Match);

/// <summary>What the rules say of a request now, and what became of it.</summary>
/// <param name="Decision"><c>allow</c>, <c>deny</c> or <c>ask</c>.</param>
/// <param name="Rule">The rule that decides; null when none does.</param>
/// <param name="Reason">For a person.</param>
/// <param name="Rules">Every rule in its order.</param>
/// <param name="Outcome">What became of the request, and who or what decided; null when it waits, or was made up.</param>
internal sealed record PermissionExplanation(string Decision, int? Rule, string Reason, IReadOnlyList<RuleInfo> Rules, string? Outcome = null);

/// <summary>Those that wait.</summary>
internal sealed record PermissionsAnswer(IReadOnlyList<PermissionInfo> Permissions);

/// <summary>The request that was answered, and by which option.</summary>
internal sealed record PermissionAnswer(PermissionInfo Permission, string Option);

/// <summary>Answers a request for permission.</summary>
/// <param name="Allow">Whether it is allowed.</param>
/// <param name="Option">Part of the label of the option to take; null for the one that allows, or refuses, this once.</param>
internal sealed record AnswerPermissionRequest(bool Allow, string? Option = null);
