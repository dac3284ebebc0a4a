using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Runtime.Persistence;
using System.Diagnostics;
using System.Globalization;
using static Orchestrator.Agents.Pipelines.Runs.PipelineEvents;
using static Orchestrator.Agents.Pipelines.Runs.PipelineMessages;

namespace Orchestrator.Agents.Pipelines.Runs;

public sealed partial record PipelineState
{
    /// <summary>Says which events a command leads to, with all that then comes due, or why it is refused. Changes nothing.</summary>
    public Decision Decide(ICommand command, DateTimeOffset now)
    {
        if (command is CancelRun && !IsRunning)
            return Decision.Reject(Rejected.Refused($"{Id} is over: {Status.ToString().ToLowerInvariant()}.", "Those that run: orc pipeline list"));
        var events = Direct(command, now).ToList();
        var state = events.Aggregate(this, (s, e) => s.Apply(e));
        foreach (var next in PipelineScheduler.Settle(state, now))
        {
            events.Add(next);
            state = state.Apply(next);
        }
        var decision = Decision.Accept(events);
        return command is CancelRun ? decision.Answer(state) : decision;
    }

    /// <summary>When something comes due by itself; <c>null</c> when nothing does.</summary>
    public DateTimeOffset? NextDue()
    {
        if (!IsRunning || Stopping is not null) return null;
        DateTimeOffset? next = Plan!.Timeout is { } limit ? StartedAt + limit : null;
        foreach (var stage in Plan.Stages)
        {
            if (Stages[stage.Name] is { Status: StageStatus.Running, StartedAt: { } started } && stage.Timeout is { } whole)
                next = Earlier(next, started + whole);
            foreach (var pane in stage.Panes)
            {
                var step = Steps[pane.Step];
                if (step.Status is StepStatus.Queued && step.NotBefore != default) next = Earlier(next, step.NotBefore);
                if (Deadline(pane, step) is { } deadline) next = Earlier(next, deadline);
            }
        }
        return next;
    }

    private IEnumerable<IEvent> Direct(ICommand command, DateTimeOffset now) => command switch
    {
        BeginRun c when Plan is null => [new RunStarted(Id, c.Plan, c.By, now)],
        BeginRun => [],
        _ when !IsRunning => LateClose(command, now),
        CancelRun c when Stopping is null => [new RunStopping(Id, RunStatus.Cancelled, $"Cancelled by {c.By}.", now)],
        FailRun c when Stopping is null => [new RunStopping(Id, RunStatus.Failed, c.Reason, now)],
        CancelRun or FailRun => [],
        NoteRunning c when Current(c.Step, c.Attempt) is { Status: StepStatus.Starting } => [new StepRunning(Id, c.Step, c.Attempt, c.PaneId, now)],
        NoteReady c when Current(c.Step, c.Attempt) is { Status: StepStatus.Running } && Pane(c.Step).IsService => [new StepReady(Id, c.Step, c.Attempt, now)],
        NoteRunning or NoteReady => [],
        NoteEnd c => Current(c.Step, c.Attempt) is { IsUnderWay: true } step ? End(Pane(c.Step), step, c.End, now) : [],
        NoteClosed c => Current(c.Step, c.Attempt) is { IsPaneOpen: true, IsUnderWay: false } ? [new PaneClosed(Id, c.Step, c.Attempt, now)] : [],
        Tick => Overdue(now),
        _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
    };

    private IEnumerable<IEvent> LateClose(ICommand command, DateTimeOffset now) =>
        command is NoteClosed c && Steps.GetValueOrDefault(c.Step) is { IsPaneOpen: true, IsKept: false, IsUnderWay: false } ? [new PaneClosed(Id, c.Step, c.Attempt, now)] : [];

    /// <summary>The step, if this is its attempt. While its next one is queued, its last one is still its attempt.</summary>
    private StepProgress? Current(string step, int attempt) => Steps.GetValueOrDefault(step) is { } known && known.Attempt == attempt ? known : null;

    private IEnumerable<IEvent> Overdue(DateTimeOffset now)
    {
        if (Stopping is not null) yield break;
        if (Plan!.Timeout is { } limit && now >= StartedAt + limit)
        {
            yield return new RunStopping(Id, RunStatus.Failed, $"Not done after {Text(limit)}.", now);
            yield break;
        }
        foreach (var stage in Plan.Stages)
        {
            var whole = stage.Timeout is { } time && Stages[stage.Name] is { Status: StageStatus.Running, StartedAt: { } started } && now >= started + time;
            foreach (var pane in stage.Panes)
            {
                var step = Steps[pane.Step];
                if (whole && !pane.Background && step.Status is (StepStatus.Queued or StepStatus.Starting or StepStatus.Running))
                {
                    yield return Ended(pane, step, StepStatus.Failed, new StepEnd(StepCause.TimedOut), $"Its stage was not done after {Text(stage.Timeout!.Value)}.", now);
                }
                else if (Deadline(pane, step) is { } deadline && now >= deadline)
                {
                    foreach (var e in End(pane, step, new StepEnd(StepCause.TimedOut), now)) yield return e;
                }
            }
        }
    }

    private static DateTimeOffset? Deadline(PanePlan pane, StepProgress step) =>
        pane.Timeout is { } limit && step is { Status: StepStatus.Starting or StepStatus.Running, StartedAt: { } started } ? started + limit : null;

    private IEnumerable<IEvent> End(PanePlan pane, StepProgress step, StepEnd end, DateTimeOffset now)
    {
        var seen = end.Seen ?? [];
        var isUp = !pane.IsService || step.Status is StepStatus.Ready || pane.Ready is not null && seen.Contains(StepPatterns.Ready);
        var isMet = end.Cause is StepCause.Exited && isUp && pane.Success.IsMet(end.Code, seen.Contains(StepPatterns.Success));
        var status = isMet ? StepStatus.Succeeded : StepStatus.Failed;
        yield return Ended(pane, step, status, end, isMet ? null : Why(pane, end, isUp), now);
        if (status is StepStatus.Failed && MayRetry(pane, step, end.Cause))
            yield return new StepRetried(Id, pane.Step, step.Attempt + 1, now + pane.RetryDelay, now);
    }

    private StepEnded Ended(PanePlan pane, StepProgress step, StepStatus status, StepEnd end, string? reason, DateTimeOffset now) =>
        new(Id, pane.Step, step.Attempt, status, end.Cause, end.Code, end.Signal, end.Seen ?? [], reason, now);

    private bool MayRetry(PanePlan pane, StepProgress step, StepCause cause) =>
        Stopping is null && step.Attempt <= pane.Retries && (pane.Background || !Stages[pane.Stage].IsOver) && (cause is not StepCause.Lost || pane.Rerun);

    private static string Why(PanePlan pane, StepEnd end, bool isUp) => end.Cause switch
    {
        StepCause.TimedOut => $"Not {(pane.IsService ? "ready" : "done")} after {Text(pane.Timeout ?? default)}.",
        StepCause.Unhealthy => $"Its health check failed {pane.Health?.Retries} times in a row. {end.Words}".TrimEnd(),
        StepCause.Lost => $"Lost: {end.Words ?? "nobody knows how it ended."}{(pane.Rerun ? "" : " It is run again only with rerun: true and retries.")}",
        StepCause.CouldNotStart => $"It could not be started: {end.Words}",
        StepCause.Exited when end.Signal is { } signal => string.Create(CultureInfo.InvariantCulture, $"Ended by signal {signal}."),
        StepCause.Exited when !isUp => string.Create(CultureInfo.InvariantCulture, $"It ended with exit code {end.Code} before it was ready."),
        StepCause.Exited when pane.Success.Pattern is { } pattern && !(end.Seen ?? []).Contains(StepPatterns.Success) => $"Its output did not hold {SafeName.Quote(pattern)}.",
        StepCause.Exited => string.Create(CultureInfo.InvariantCulture, $"Exit code {end.Code}."),
        _ => end.Words ?? "",
    };

    private static DateTimeOffset Earlier(DateTimeOffset? one, DateTimeOffset other) => one is { } first && first < other ? first : other;

    private static string Text(TimeSpan span) => Runtime.Configuration.DurationText.Format(span);
}
