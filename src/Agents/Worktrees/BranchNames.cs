namespace Orchestrator.Agents.Worktrees;

/// <summary>The branches that Orchestrator makes: all of them below <c>orc/</c>.</summary>
public static class BranchNames
{
    /// <summary>What the names of all of them begin with.</summary>
    public const string Root = "orc";

    /// <summary>The name that no agent with a worktree may have.</summary>
    public const string IntegrationName = "integration";

    /// <summary>An agent's own.</summary>
    public static string Of(ProjectName project, AgentName agent) => $"orc/{project}/{agent}";

    /// <summary>Where a project's work is brought together.</summary>
    public static string Integration(ProjectName project) => $"orc/{project}/{IntegrationName}";

    /// <summary>Where uncommitted work is kept when a setting asks for it.</summary>
    public static string Saved(ProjectName project, AgentName agent) => $"orc-saved/{project}/{agent}";
}
