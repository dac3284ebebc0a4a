using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>What a run is told and what it answers. In memory only.</summary>
public static class PipelineMessages
{
    /// <summary>Begins; told again at every start of the daemon, and then known.</summary>
    public sealed record BeginRun(PipelinePlan Plan, string By) : ICommand;

    /// <summary>Ends everything that runs. Answered with <see cref="PipelineState"/> or Rejected.</summary>
    public sealed record CancelRun(string By) : ICommand;

    /// <summary>The run cannot go on.</summary>
    public sealed record FailRun(string Reason) : ICommand;

    /// <summary>An attempt's pane is there.</summary>
    public sealed record NoteRunning(string Step, int Attempt, string PaneId) : ICommand;

    /// <summary>An attempt's service is up.</summary>
    public sealed record NoteReady(string Step, int Attempt) : ICommand;

    /// <summary>An attempt is over.</summary>
    public sealed record NoteEnd(string Step, int Attempt, StepEnd End) : ICommand;

    /// <summary>An attempt's pane is closed.</summary>
    public sealed record NoteClosed(string Step, int Attempt) : ICommand;

    /// <summary>Some time limit or wait may be over.</summary>
    public sealed record Tick : ICommand;

    /// <summary>Asks how it stands. Answered with <see cref="PipelineState"/>.</summary>
    public sealed record GetRun;
}

/// <summary>How an attempt ended, as seen from outside.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Code">The exit code, if there is one.</param>
/// <param name="Signal">The signal, if there was one.</param>
/// <param name="Seen">Which patterns its output held.</param>
/// <param name="Words">What else there is to say.</param>
public sealed record StepEnd(StepCause Cause, int? Code = null, int? Signal = null, IReadOnlyList<string>? Seen = null, string? Words = null);
