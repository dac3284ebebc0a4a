namespace Orchestrator.Agents.Scaling;

/// <summary>How many engineers of one role a project may have.</summary>
/// <param name="Role">The key of the role.</param>
/// <param name="Least">Of those that work, none is ended below so many; <c>null</c> for as many as the project was launched with.</param>
/// <param name="Most">None is added beyond so many, failed ones among them.</param>
public sealed record RoleRange(string Role, int? Least, int Most)
{
    /// <summary><c>developer:1-4</c>, as it is written.</summary>
    public override string ToString() => Least is { } least ? $"{Role}:{least}-{Most}" : $"{Role}:{Most}";
}

/// <summary>What a project was launched with about scaling. Stored with it.</summary>
/// <param name="Roles">Which roles; empty for none.</param>
/// <param name="MostAgents">As many agents as the plan of the subscription allows, the manager among them; <c>null</c> for no plan.</param>
public sealed record ProjectScaling(System.Collections.Immutable.ImmutableList<RoleRange>? Roles, int? MostAgents = null);
