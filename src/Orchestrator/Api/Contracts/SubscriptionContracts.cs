namespace Orchestrator.Api.Contracts;

/// <summary>Subscribes to a pane; see <c>orc subscribe</c>.</summary>
/// <param name="Kind"><c>pattern</c>, <c>exit</c>, <c>output</c>, <c>silence</c>, <c>timeout</c>, <c>bell</c> or <c>title</c>.</param>
/// <param name="Session">The session's name.</param>
/// <param name="Pane">Label, agent's name, index or id.</param>
/// <param name="Action"><c>run</c>, <c>send</c>, <c>spawn</c>, <c>close</c>, <c>keys</c> or <c>log</c>.</param>
/// <param name="Key">Made by the caller, so that a repeated request is known as the same.</param>
/// <param name="Pattern">The regular expression of a pattern.</param>
/// <param name="AfterSeconds">The time of a silence or a timeout.</param>
/// <param name="Text">The command, or the message.</param>
/// <param name="Target">To whom a message goes.</param>
/// <param name="Label">The label of a spawned pane.</param>
/// <param name="Keys">What is typed.</param>
/// <param name="Once">Whether it ends with the first firing.</param>
/// <param name="IgnoreEcho">Whether the echo of commands is left out.</param>
/// <param name="Rate">Firings a second; null for the setting.</param>
internal sealed record SubscribeRequest(
    string Kind,
    string Session,
    string Pane,
    string Action,
    string Key,
    string? Pattern = null,
    double? AfterSeconds = null,
    string? Text = null,
    string? Target = null,
    string? Label = null,
    IReadOnlyList<string>? Keys = null,
    bool Once = false,
    bool IgnoreEcho = false,
    int? Rate = null);

/// <summary>One subscription, as it stands.</summary>
internal sealed record SubscriptionInfo(
    string Id,
    string Kind,
    string Session,
    string Pane,
    string PaneId,
    string? Pattern,
    double? AfterSeconds,
    string Action,
    string? Command,
    string? Target,
    bool Once,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    string State,
    long Fired,
    long LeftOut,
    long Gaps,
    DateTimeOffset? LastFiredAt,
    int Waiting);

internal sealed record SubscriptionAnswer(SubscriptionInfo Subscription, string? Warning = null);

internal sealed record SubscriptionsAnswer(IReadOnlyList<SubscriptionInfo> Subscriptions);

/// <summary>One firing and what became of it.</summary>
/// <param name="Id">The subscription's id and the firing's number.</param>
/// <param name="Result"><c>done</c>, <c>failed</c>, <c>timed_out</c>, <c>unknown</c>, <c>running</c>, <c>waiting</c>, <c>logged</c>, or <c>missed</c>: no firing, but a time in which the pane was not looked at.</param>
internal sealed record FiringInfo(
    string Id, string Subscription, DateTimeOffset Time, string? Match, string? Line, int? ExitCode, int? Signal, string? Reason,
    string Result, int? ActionExitCode, string? Output, bool Truncated, string? Detail);

internal sealed record SubscriptionLogAnswer(IReadOnlyList<FiringInfo> Firings);
