using System.Text.Json.Serialization;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>What any agent is told, whatever its role; the orchestrator and the project managers pass it on by its target.</summary>
public interface IAgentCommand : Runtime.Persistence.ICommand;

/// <summary>What one agent is and how it is started. Stored, so that it can be started again without its spec.</summary>
/// <param name="Target">Its address, e.g. <c>shop:developer</c>.</param>
/// <param name="Role">The key of its role, e.g. <c>developer</c>.</param>
/// <param name="Profile">The name of the profile that says how its CLI is started and read.</param>
/// <param name="Command">A shell command to run instead of the profile's, or <c>null</c>.</param>
/// <param name="Directory">Where its process starts: an absolute path.</param>
/// <param name="Session">The tmux session that holds its window.</param>
/// <param name="Brief">What it is given at its start.</param>
/// <param name="CheckInEvery">The interval of its default check-in; <c>null</c> for none.</param>
/// <param name="SessionId">The id of its CLI's conversation, chosen before the start, so that a restart can resume it.</param>
public sealed record AgentDefinition(
    AgentTarget Target,
    string Role,
    string Profile,
    string? Command,
    string Directory,
    string Session,
    string Brief,
    TimeSpan? CheckInEvery,
    Guid SessionId)
{
    /// <summary>The name of what it is billed to, where it is not its profile's: agents on one credential share its usage limit.</summary>
    public string? Credential { get; init; }

    /// <summary>The role of a spec's further window: a command that is supervised like an agent, but that nobody writes to.</summary>
    public const string WindowRole = "window";

    /// <summary>The worktree that it works in, made or found before each start; <c>null</c> when it works in the project's directory.</summary>
    public Worktrees.WorktreePlan? Worktree { get; init; }

    /// <summary>Whether it is a window with a command rather than an agent: it has no brief, no check-ins and no messages.</summary>
    [JsonIgnore]
    public bool IsWindow => Role == WindowRole;
}
