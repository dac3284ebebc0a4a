namespace Orchestrator.Api.Contracts;

/// <summary>One agent, as it stands.</summary>
internal sealed record AgentInfo(
    string Name,
    string Role,
    string Target,
    string Session,
    string Window,
    string? WindowId,
    string? PaneId,
    int? Pid,
    string State,
    string Profile,
    int Incarnation,
    int Restarts,
    int Unread,
    string? Detail,
    DateTimeOffset? Due,
    ReportInfo? Report,
    CheckInInfo? NextCheckIn);

/// <summary>One project, as it stands.</summary>
/// <param name="Unseen">Its agents of which nothing is known: about to start, or their events cannot be read. They are not among <paramref name="Agents"/>.</param>
internal sealed record ProjectInfo(
    string Name,
    string Title,
    string Directory,
    string Session,
    string State,
    DateTimeOffset CreatedAt,
    IReadOnlyList<AgentInfo> Agents,
    IReadOnlyList<string> Unseen,
    WorkInfo? Work = null,
    IReadOnlyList<ScaledRoleInfo>? Scaling = null);

/// <summary>One message with how far it has come.</summary>
internal sealed record MessageInfo(
    string Id,
    string From,
    string To,
    string State,
    DateTimeOffset QueuedAt,
    DateTimeOffset? DeliveredAt,
    string Kind,
    string? Text,
    string? InReplyTo,
    bool Urgent,
    string? Reason,
    string? Evidence)
{
    /// <summary><c>queued</c>, <c>typed</c>, <c>submitted</c>, <c>accepted</c>, <c>held</c>, <c>stranded</c>, <c>unknown</c> or <c>refused</c>; see <see cref="Agents.Messaging.Receipt"/>.</summary>
    public string Receipt { get; init; } = "";
}

/// <summary>One check-in.</summary>
/// <param name="Skipped">How often it fell due and was not sent.</param>
/// <param name="LastSkip">Why not, the last time; null when it was sent since.</param>
internal sealed record CheckInInfo(string Id, string Target, string Note, DateTimeOffset NextDue, string? Every, string? Cron, string ScheduledBy, int Skipped, string? LastSkip);

/// <summary>What an agent said of itself.</summary>
internal sealed record ReportInfo(string Target, string State, string? Text, DateTimeOffset At);

/// <summary>How this daemon came to have the agents of what was resumed.</summary>
internal sealed record RecoveredInfo(int Rebound, int Restarted, int Recreated);

/// <summary>A team as it would be started.</summary>
/// <param name="TeamType">The team type it was made from; null where roles were named.</param>
/// <param name="Project">What the project is made of.</param>
internal sealed record PlanInfo(IReadOnlyList<PlannedAgentInfo> Agents, IReadOnlyList<string> Reasons, string? TeamType = null, ProjectFactsInfo? Project = null, RefinementInfo? Refinement = null);

/// <summary>What asking an agent for a better team came to.</summary>
/// <param name="State"><c>refined</c>, <c>kept</c> (the agent finds it right) or <c>failed</c> (its answer cannot be used).</param>
/// <param name="Changes">A line for each role: <c>+ role ×n: why</c> or <c>- role ×n</c>.</param>
/// <param name="Reason">In words.</param>
internal sealed record RefinementInfo(string State, IReadOnlyList<string> Changes, string Reason);

/// <summary>What a project is made of, as its files say.</summary>
/// <param name="Files">Number of files; of those that were looked at when <paramref name="IsCut"/>.</param>
/// <param name="Bytes">Their size.</param>
internal sealed record ProjectFactsInfo(
    IReadOnlyList<LanguageInfo> Languages,
    IReadOnlyList<BuildToolInfo> Tools,
    string? BuildCommand,
    string? TestCommand,
    IReadOnlyList<DeploymentInfo> Deployment,
    int Files,
    long Bytes,
    bool IsCut,
    string? DefaultBranch);

/// <summary>A language and how many files are written in it.</summary>
internal sealed record LanguageInfo(string Name, int Files);

/// <summary>What builds and tests a part of a project.</summary>
internal sealed record BuildToolInfo(string Name, string File, string? Build, string? Test);

/// <summary>The files of one way of deployment.</summary>
internal sealed record DeploymentInfo(string Kind, IReadOnlyList<string> Paths);

/// <summary>One member of a team that is not started yet.</summary>
internal sealed record PlannedAgentInfo(string Name, string Role, string Target, string Profile, string? Command, string Directory, string? CheckInEvery, string Reason = "");

/// <summary>The daemon itself.</summary>
/// <param name="Uptime">Seconds since it was ready.</param>
internal sealed record DaemonAnswer(string State, int? Pid, string? Version, string? Engine, string Home, double? Uptime, DateTimeOffset? StartedAt);

internal sealed record ProjectAnswer(ProjectInfo Project, AgentInfo? Agent = null, RecoveredInfo? Recovered = null, RefinementInfo? Refinement = null);

internal sealed record ProjectsAnswer(IReadOnlyList<ProjectInfo> Projects, AgentInfo? Orchestrator = null, RecoveredInfo? Recovered = null);

internal sealed record PlanAnswer(PlanInfo Plan);

internal sealed record AgentAnswer(AgentInfo Agent);

internal sealed record MessageAnswer(MessageInfo Message);

internal sealed record MessagesAnswer(IReadOnlyList<MessageInfo> Messages);

internal sealed record CheckInAnswer(CheckInInfo CheckIn);

internal sealed record CheckInsAnswer(IReadOnlyList<CheckInInfo> CheckIns);

internal sealed record ReportAnswer(ReportInfo Report);

/// <summary>Why a request was not done.</summary>
internal sealed record ErrorAnswer(string Code, string Message, string? Hint);

/// <summary>Nothing to say but that it is done.</summary>
internal sealed record DoneAnswer;

/// <summary>Whether a pattern was found, and where: <c>screen</c> or <c>output</c>; else why the watch ended: <c>timeout</c> or <c>exited</c>.</summary>
internal sealed record WatchAnswer(bool Found, string Source, string? Match, string? Line, double Waited, string? Warning);

internal sealed record RecordAnswer(string PaneId, bool Recorded);
