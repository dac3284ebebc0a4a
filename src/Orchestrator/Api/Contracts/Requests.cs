namespace Orchestrator.Api.Contracts;

/// <summary>Starts a project; see <c>orc launch</c>. Paths are absolute.</summary>
/// <param name="Key">Made by the sender, so that a repeated request is known as the same launch.</param>
/// <param name="Refine">Whether a coding agent is asked for a better team first.</param>
internal sealed record LaunchRequest(
    string Spec,
    string Directory,
    string? Name = null,
    string? Plan = null,
    string? Roles = null,
    string? TeamType = null,
    string? Profile = null,
    string? AgentCommand = null,
    bool DryRun = false,
    bool? Worktrees = null,
    bool InitGit = false,
    string? Key = null,
    bool Refine = false);

/// <summary>Starts stopped or interrupted projects again: one by its name or directory, or all.</summary>
internal sealed record ResumeRequest(string? Project = null, string? Directory = null, bool All = false);

/// <summary>Adds a member to a team.</summary>
/// <param name="Key">Made by the sender, so that a repeated request is known as the same member.</param>
/// <param name="Credential">What it is billed to; null for its profile's.</param>
/// <param name="Wait">Whether the answer comes once the member has a pane, rather than once it is stored.</param>
internal sealed record AddAgentRequest(string Role, string? Name = null, string? Profile = null, string? AgentCommand = null, string? Key = null, bool Wait = true, string? Credential = null);

/// <summary>Queues a message.</summary>
/// <param name="To">A target.</param>
/// <param name="Text">As the sender wrote it.</param>
/// <param name="Key">Made by the sender, so that a repeated request is known as the same message.</param>
/// <param name="From">Who writes, where the caller may say so.</param>
/// <param name="Urgent">Whether it goes before all that are not.</param>
/// <param name="WaitSeconds">Answer only when it is delivered or refused, at most so long.</param>
internal sealed record SendRequest(string To, string Text, string Key, string? From = null, bool Urgent = false, double? WaitSeconds = null);

/// <summary>Queues a message for every agent of a project, or for all agents of all projects.</summary>
internal sealed record BroadcastRequest(string Text, string Key, string? Project = null, bool All = false, string? From = null, bool Urgent = false);

/// <summary>Answers a message: goes to whoever wrote it.</summary>
internal sealed record ReplyRequest(string Id, string Text, string Key);

/// <summary>Schedules a check-in: exactly one of the three times.</summary>
/// <param name="Key">Made by the sender, so that a repeated request is known as the same check-in.</param>
internal sealed record ScheduleRequest(string Target, string Note, double? InSeconds = null, double? EverySeconds = null, string? Cron = null, string? Key = null);

/// <summary>What an agent says of itself.</summary>
internal sealed record ReportRequest(string State, string? Text = null);

/// <summary>What the hook of an agent's CLI says.</summary>
/// <param name="Tool">Which tool it asks permission for; with the next two, what that is to do.</param>
/// <param name="Command">The shell command, where it is one.</param>
/// <param name="Path">The file it names, where it names one.</param>
/// <param name="Answers">Whether the hook can give the decision to its CLI, so that there is no dialog.</param>
internal sealed record HookRequest(
    string Event, string? Prompt = null, string? SessionId = null, string? Text = null, string? Tool = null, string? Command = null, string? Path = null, bool Answers = false);

/// <summary>Ends the daemon; the agents too when asked.</summary>
internal sealed record StopDaemonRequest(bool WithAgents = false);

/// <summary>Waits for a pattern in a pane.</summary>
/// <param name="Pattern">A regular expression.</param>
/// <param name="TimeoutSeconds">At most so long; null for ever.</param>
/// <param name="OnlyNew">Whether what is on the screen already does not count.</param>
internal sealed record WatchRequest(string Pattern, double? TimeoutSeconds = null, bool OnlyNew = false);

/// <summary>Begins or ends the recording of a pane.</summary>
internal sealed record RecordRequest(bool On);
