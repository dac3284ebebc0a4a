namespace Orchestrator.Agents.Teams;

/// <summary>Who will work on a project.</summary>
/// <param name="Members">The project manager first, then in the order asked for.</param>
/// <param name="Reasons">Why this team, in sentences for people.</param>
public sealed record TeamPlan(IReadOnlyList<TeamMember> Members, IReadOnlyList<string> Reasons)
{
    /// <summary>The team type it was made from; null when roles were named, or nothing spoke for any type.</summary>
    public string? Type { get; init; }

    /// <summary>Whether somebody named its roles one by one, by <c>--roles</c> or in the front matter.</summary>
    public bool IsNamed { get; init; }
}

/// <summary>One agent of a planned team.</summary>
/// <param name="Name">Its name and its window's; unique in the team.</param>
/// <param name="Role">What it does.</param>
/// <param name="Profile">The name of the profile that starts it.</param>
/// <param name="CheckIn">How often it is asked for its status; null for never.</param>
public sealed record TeamMember(AgentName Name, Role Role, string Profile, TimeSpan? CheckIn)
{
    /// <summary>The name of what it is billed to; null for its profile's.</summary>
    public string? Credential { get; init; }

    /// <summary>The entry that asks for it; null where it was not planned from any.</summary>
    public RoleRequest? Request { get; init; }

    /// <summary>Why it is in the team.</summary>
    public string Reason { get; init; } = "";
}
