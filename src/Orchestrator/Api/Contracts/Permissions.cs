namespace Orchestrator.Api.Contracts;

/// <summary>One request for permission that waits for an answer.</summary>
internal sealed record PermissionInfo(string Id, string Target, string Question, IReadOnlyList<string> Options, DateTimeOffset AskedAt);

/// <summary>Those that wait.</summary>
internal sealed record PermissionsAnswer(IReadOnlyList<PermissionInfo> Permissions);

/// <summary>The request that was answered, and by which option.</summary>
internal sealed record PermissionAnswer(PermissionInfo Permission, string Option);

/// <summary>Answers a request for permission.</summary>
/// <param name="Allow">Whether it is allowed.</param>
/// <param name="Option">Part of the label of the option to take; null for the one that allows, or refuses, this once.</param>
internal sealed record AnswerPermissionRequest(bool Allow, string? Option = null);
