namespace Orchestrator.Api.Server;

/// <summary>How long answers may wait for what they show.</summary>
/// <param name="Start">Until started agents have their panes.</param>
/// <param name="Stop">Until stopped agents have none.</param>
/// <param name="Show">Until a stored change is seen in the overview.</param>
/// <param name="Clock">The time.</param>
internal sealed record ApiTimes(TimeSpan Start, TimeSpan Stop, TimeSpan Show, TimeProvider Clock)
{
    internal DateTimeOffset Now => Clock.GetUtcNow();
}
