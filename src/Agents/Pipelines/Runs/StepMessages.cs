using Orchestrator.Agents.Pipelines.Plans;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>Which attempt an actor stands for.</summary>
/// <param name="Run">The run's id.</param>
/// <param name="Pipeline">The pipeline's name: its session's.</param>
/// <param name="Pane">What is run.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Patterns">What is looked for in its output, by <see cref="StepPatterns"/>.</param>
/// <param name="Environment">All its variables.</param>
/// <param name="Log">The file for its last words.</param>
/// <param name="Begun">The file that says that its command may have run.</param>
/// <param name="WasSeen">Whether its pane was there before: if it is not found, it is lost, and not created again.</param>
/// <param name="IsOver">Whether the attempt is over, so that only its pane is to be closed.</param>
internal sealed record StepStart(
    string Run,
    string Pipeline,
    PanePlan Pane,
    int Attempt,
    IReadOnlyDictionary<string, string> Patterns,
    IReadOnlyDictionary<string, string> Environment,
    string Log,
    string Begun,
    bool WasSeen,
    bool IsOver);

/// <summary>What an attempt's actor is told. In memory only.</summary>
internal static class StepMessages
{
    /// <summary>Ends what runs in the pane, and closes it.</summary>
    public sealed record Close;

    /// <summary>One of the patterns occurred.</summary>
    public sealed record PatternSeen(string Pattern);

    /// <summary>A health check is due.</summary>
    public sealed record CheckHealth;

    /// <summary>What a health check found.</summary>
    public sealed record Health(bool IsHealthy);

    /// <summary>The connection could not be used; it is time to look again.</summary>
    public sealed record LookAgain;
}
