using Orchestrator.Agents.Limits;
using Orchestrator.Runtime.Persistence;
using static Orchestrator.Agents.Lifecycle.LifecycleEvents;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>What becomes of an agent whose process ended: the one place where that is decided.</summary>
public static class EndPolicy
{
    /// <summary>The events that follow from an end: the end itself, and a restart, a stop or a failure.</summary>
    public static IReadOnlyList<IEvent> Decide(AgentLifecycle state, RecordEnd command, SupervisionOptions options, AgentFailure? failure, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        var end = command.End;
        if (end is { Cause: EndCause.Exited, ExitCode: 0 } && state.Report?.State is ReportedState.Done)
            return [Ended(false), new AgentFinished("It reported done and ended.", now)];
        if (end is { Cause: EndCause.Exited, ExitCode: 0 } && state.Definition is { IsWindow: true })
            return [Ended(false), new AgentFinished("Its command has ended.", now)];
        if (end.Cause is EndCause.ServerGone) // all panes went with the server: not the agent's fault, and it is wanted back
            return [Ended(false), new RestartScheduled(now, 0, now)];
        if (failure is { Kind: FailureKind.Authentication }) // another process would be refused as well
            return [Ended(true), new AgentFailed($"It {end}; before that its credentials were refused: {failure.Text}", now)];
        if (!options.Limit.Allows(state.Failures, now))
            return [Ended(true), new AgentFailed(TooOften(), now)];

        var attempt = now - state.StartedAt >= options.StableAfter ? 1 : state.FailuresInARow + 1;
        return [Ended(true), new RestartScheduled(now + options.Backoff.Delay(attempt, command.Jitter), attempt, now)];

        AgentEnded Ended(bool countsAsFailure) => new(command.Incarnation, end, countsAsFailure, now);
        string TooOften() =>
            $"It {end}, and was started again {options.Limit.MaxRestarts} times within {options.Limit.Within:g} already.";
    }
}
