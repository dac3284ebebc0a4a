using Orchestrator.Agents.Specs;
using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Agents.Teams;

/// <summary>A team, or every reason why there can be none.</summary>
public sealed record TeamPlanResult
{
    private TeamPlanResult(TeamPlan? plan, IReadOnlyList<SpecError> errors, bool overLimit) => (Plan, Errors, IsOverLimit) = (plan, errors, overLimit);

    /// <summary>The team; null when there is an error.</summary>
    public TeamPlan? Plan { get; }

    /// <summary>Empty when there is a plan.</summary>
    public IReadOnlyList<SpecError> Errors { get; }

    /// <summary>Whether a limit refused what was otherwise right.</summary>
    public bool IsOverLimit { get; }

    /// <summary>Whether there is a plan.</summary>
    [MemberNotNullWhen(true, nameof(Plan))]
    public bool IsValid => Plan is not null;

    internal static TeamPlanResult Of(TeamPlan plan) => new(plan, [], false);

    internal static TeamPlanResult Failed(IReadOnlyList<SpecError> errors) => new(null, errors, false);

    internal static TeamPlanResult OverLimit(SpecError error) => new(null, [error], true);
}
