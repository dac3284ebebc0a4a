using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.Pipelines.Runs.PipelineMessages;

namespace Orchestrator.Agents.Tests.Pipelines;

/// <summary>One run, told what happens outside of it, with a clock of its own.</summary>
internal sealed class PipelineScenario
{
    public PipelineScenario(string yaml)
    {
        var result = PipelineParser.Parse(yaml, "ci.yaml", "/", 10);
        Assert.True(result.Plan is not null, string.Join('\n', result.Problems));
        When(new BeginRun(result.Plan!, "user"));
    }

    public PipelineState State { get; private set; } = new("ci-1");

    public DateTimeOffset Now { get; private set; } = Some.Noon;

    public List<IEvent> Events { get; } = [];

    /// <summary>The steps that are under way.</summary>
    public string UnderWay => string.Join(' ', State.Panes.Where(p => State.Steps[p.Step].IsUnderWay).Select(p => p.Step));

    public PipelineScenario When(ICommand command)
    {
        var decision = State.Decide(command, Now);
        Assert.Null(decision.Rejection);
        foreach (var e in decision.Events)
        {
            State = State.Apply(e);
            Events.Add(e);
        }
        return this;
    }

    public PipelineScenario After(TimeSpan time)
    {
        Now += time;
        return When(new Tick());
    }

    /// <summary>Its command ends, and its pane is closed where it is to be.</summary>
    public PipelineScenario Ends(string step, int code = 0, params string[] seen) => Ends(step, new StepEnd(StepCause.Exited, code, null, seen));

    public PipelineScenario Ends(string step, StepEnd end)
    {
        When(new NoteRunning(step, State.Steps[step].Attempt, "%1")).When(new NoteEnd(step, State.Steps[step].Attempt, end));
        return Closes();
    }

    public PipelineScenario Runs(params string[] steps) =>
        steps.Aggregate(this, (s, step) => s.When(new NoteRunning(step, s.State.Steps[step].Attempt, "%1")));

    public PipelineScenario IsReady(string step) => Runs(step).When(new NoteReady(step, State.Steps[step].Attempt));

    /// <summary>All panes that are to be closed are.</summary>
    public PipelineScenario Closes()
    {
        while (State.Steps.FirstOrDefault(s => s.Value.MustClose) is { Key: { } step } open)
            When(new NoteClosed(step, open.Value.Attempt));
        return this;
    }

    public string Stage(string name) => State.Stages[name].Status.ToString().ToLowerInvariant();
}
