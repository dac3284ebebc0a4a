using Orchestrator.Agents.Scaling;
using Orchestrator.Agents.Teams;
using System.Collections.Immutable;

namespace Orchestrator.Agents.Specs;

/// <summary>
/// The front matter of a spec. Roles, profiles and plans are as written: the team planner checks them against what
/// exists, and names the line when they do not.
/// </summary>
/// <param name="Name">The project's name.</param>
/// <param name="Team">The team; empty when the front matter names none.</param>
/// <param name="Profile">The profile of every agent that names none of its own.</param>
/// <param name="Plan">The plan that caps the number of agents.</param>
/// <param name="CheckIn">The check-in interval of every agent that names none of its own.</param>
/// <param name="Windows">Further windows to open beside the agents'.</param>
public sealed record SpecSettings(
    Located<ProjectName>? Name,
    IReadOnlyList<RoleRequest> Team,
    Located<string>? Profile,
    Located<string>? Plan,
    Located<TimeSpan>? CheckIn,
    IReadOnlyList<SpecWindow> Windows)
{
    /// <summary>The team type; null when the front matter names none.</summary>
    public Located<string>? TeamType { get; init; }

    /// <summary>Whether engineers get worktrees; null as the settings have it.</summary>
    public Located<bool>? Worktrees { get; init; }

    /// <summary>Who gives tasks to agents; null as the settings have it.</summary>
    public Located<Tasks.AssignmentMode>? Assignment { get; init; }

    /// <summary>How commits are merged; null as the settings have it.</summary>
    public Located<Merging.MergeStyle>? Merge { get; init; }

    /// <summary>The command that must succeed before each landing; null as the settings have it.</summary>
    public Located<string>? Test { get; init; }

    /// <summary>How the team may grow and shrink; null as the settings have it.</summary>
    public Located<ImmutableList<RoleRange>>? Scaling { get; init; }

    /// <summary>What all of its tasks wait for in other projects, as written: bank, bank:T1.</summary>
    public Located<ImmutableList<string>>? DependsOn { get; init; }

    /// <summary>No front matter.</summary>
    public static SpecSettings None { get; } = new(null, [], null, null, null, []);
}

/// <summary>A value and the line it stands on, from 1.</summary>
public sealed record Located<T>(T Value, int Line);

/// <summary>A window that runs a command of the user's, e.g. <c>server: npm run dev</c>.</summary>
/// <param name="Name">The window's name; no agent of the project has it.</param>
/// <param name="Command">A line for the shell; empty for a shell alone.</param>
/// <param name="Line">The line it stands on, from 1.</param>
public sealed record SpecWindow(AgentName Name, string Command, int Line);
