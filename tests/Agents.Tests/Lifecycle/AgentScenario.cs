using Orchestrator.Agents.Lifecycle;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;

namespace Orchestrator.Agents.Tests.Lifecycle;

/// <summary>An agent's state, told one command after the other, with a clock that only the test moves.</summary>
internal sealed class AgentScenario(AgentRules? rules = null)
{
    private readonly AgentRules _rules = rules ?? Some.Rules;

    public AgentState State { get; private set; } = new(Some.Developer);

    public DateTimeOffset Now { get; private set; } = Some.Noon;

    public Decision Last { get; private set; } = Decision.Nothing;

    public static AgentScenario Running(AgentRules? rules = null, TimeSpan? checkIn = null) =>
        new AgentScenario(rules)
            .When(new CreateAgent(Some.Definition(Some.Developer, checkIn: checkIn)))
            .When(new RecordBound(1, Some.Pane()));

    public AgentScenario When(IAgentCommand command)
    {
        Last = State.Decide(command, _rules, Now);
        foreach (var e in Last.Events) State = State.Apply(e);
        return this;
    }

    public AgentScenario After(TimeSpan time)
    {
        Now += time;
        return this;
    }

    public AgentScenario Exits(int code, double jitter = 0) =>
        When(new RecordEnd(State.Life.Incarnation, new AgentEnd(EndCause.Exited, ExitCode: code), jitter));

    public AgentScenario Restarts() =>
        After(State.Life.Due!.Value - Now)
            .When(new BackoffOver(State.Life.Incarnation))
            .When(new RecordBound(State.Life.Incarnation, Some.Pane(State.Life.Incarnation)));

    public TEvent Single<TEvent>() => Assert.Single(Last.Events.OfType<TEvent>());
}
