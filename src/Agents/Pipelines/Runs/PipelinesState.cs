using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using static Orchestrator.Agents.Pipelines.Runs.PipelinesEvents;
using static Orchestrator.Agents.Pipelines.Runs.PipelinesMessages;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>What has happened to the list of runs. Stored for ever: add events, never change one.</summary>
public static class PipelinesEvents
{
    /// <summary>Somebody asked for a run.</summary>
    [EventName("pipelines.run-requested.v1")]
    public sealed record RunRequested(string Run, PipelinePlan Plan, string By, string? Key, DateTimeOffset At) : IEvent;

    /// <summary>A run is over.</summary>
    [EventName("pipelines.run-over.v1")]
    public sealed record RunIsOver(string Run, RunStatus Status, DateTimeOffset At) : IEvent;
}

/// <summary>Which runs there are.</summary>
[EventName("pipelines.state.v1")]
public sealed record PipelinesState : IEventSourced<PipelinesState>
{
    private const int RememberedRuns = 200;

    /// <summary>The runs under way and the last ones that are over, oldest first.</summary>
    public ImmutableList<RunSummary> Runs { get; init; } = [];

    /// <summary>What those under way run.</summary>
    public ImmutableDictionary<string, PipelinePlan> Plans { get; init; } = ImmutableDictionary<string, PipelinePlan>.Empty;

    /// <summary>How many runs each pipeline has had.</summary>
    public ImmutableDictionary<string, int> Counts { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Says which events a command leads to, or why it is refused. Changes nothing.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="most">How many runs may be under way.</param>
    /// <param name="now">The time.</param>
    public Decision Decide(ICommand command, int most, DateTimeOffset now)
    {
        switch (command)
        {
            case RunOver c:
                return Plans.ContainsKey(c.Run) ? Decision.Accept(new RunIsOver(c.Run, c.Status, now)) : Decision.Nothing;
            case RunPipeline c when c.Key is not null && Runs.Find(r => r.Key == c.Key) is { } known:
                return Decision.Nothing.Answer(new RunAccepted(known.Id));
            case RunPipeline c when Runs.Find(r => r.Pipeline == c.Plan.Name && r.Status is RunStatus.Running) is { } other:
                return Decision.Reject(Rejected.Refused(
                    $"Pipeline {c.Plan.Name} runs already, as {other.Id}.", $"End it: orc pipeline cancel {other.Id} – or give this one another name: --name NAME"));
            case RunPipeline when Plans.Count >= most:
                return Decision.Reject(Rejected.Refused($"{Plans.Count} pipelines run, and no more may at a time.", "Raise orchestrator.limits.pipelines, or wait."));
            case RunPipeline c:
                var run = string.Create(CultureInfo.InvariantCulture, $"{c.Plan.Name}-{Counts.GetValueOrDefault(c.Plan.Name) + 1}");
                return Decision.Accept(new RunRequested(run, c.Plan, c.By, c.Key, now)).Answer(new RunAccepted(run));
            default:
                throw new UnreachableException($"Unknown command {command.GetType().Name}.");
        }
    }

    /// <inheritdoc/>
    public PipelinesState Apply(IEvent @event) => @event switch
    {
        RunRequested e => this with
        {
            Runs = Forget(Runs.Add(new RunSummary(e.Run, e.Plan.Name, e.By, e.Key, RunStatus.Running, e.At, null))),
            Plans = Plans.Add(e.Run, e.Plan),
            Counts = Counts.SetItem(e.Plan.Name, Counts.GetValueOrDefault(e.Plan.Name) + 1),
        },
        RunIsOver e => this with
        {
            Runs = [.. Runs.Select(r => r.Id == e.Run ? r with { Status = e.Status, EndedAt = e.At } : r)],
            Plans = Plans.Remove(e.Run),
        },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    private static ImmutableList<RunSummary> Forget(ImmutableList<RunSummary> runs) =>
        runs.Count > RememberedRuns && runs.Find(r => r.Status is not RunStatus.Running) is { } oldest ? runs.Remove(oldest) : runs;
}
