using Orchestrator.Agents;
using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Terminals;
using Orchestrator.Api.Contracts;
using Orchestrator.Runtime.Configuration;
using System.Text.Json;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Api.Server;

/// <summary>What the actors know, in the words of the API.</summary>
internal static class Describe
{
    /// <summary>An enum's value as a word: <c>waiting_for_permission</c>.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    internal static AgentInfo Agent(AgentView view)
    {
        var name = view.Target.Agent?.Value ?? view.Target.ToString();
        return new AgentInfo(
            name, view.Role, view.Target.ToString(), view.Session, name, view.Pane?.WindowId, view.Pane?.PaneId, view.Pane?.Pid, Word(view.Status), view.Profile,
            view.Incarnation, view.Restarts, view.Unread, view.Detail, view.Due,
            view.Report is { } report ? Report(view.Target, report) : null,
            view.CheckIns.Count > 0 ? CheckIn(view.CheckIns[0]) : null);
    }

    internal static ProjectInfo Project(ProjectView view, Snapshot all) => new(
        view.Name.Value, view.Title, view.Directory, view.Name.Value, Word(view.State), view.CreatedAt,
        [.. AgentsOf(view, all).Select(Agent)],
        [.. view.Agents.Select(a => AgentTarget.Of(view.Name, a)).Where(a => !all.Agents.ContainsKey(a)).Select(a => a.ToString())],
        DescribeWork.Work(all.Work.GetValueOrDefault(view.Name), all),
        all.Scaling.TryGetValue(view.Name, out var scaling) ? [.. scaling.Roles.Select(DescribeWork.Role)] : null);

    internal static ProjectsAnswer Projects(Snapshot all, ProjectName? only = null) => new(
        [.. all.Projects.Values.Where(p => only is null || p.Name == only).OrderBy(p => p.Name.Value, StringComparer.Ordinal).Select(p => Project(p, all))],
        only is null && all.Agents.TryGetValue(AgentTarget.Orchestrator, out var root) ? Agent(root) : null);

    /// <summary>The agents of a project that have shown themselves, the project manager first.</summary>
    internal static IEnumerable<AgentView> AgentsOf(ProjectView project, Snapshot all) => project.Agents
        .Select(name => all.Agents.GetValueOrDefault(AgentTarget.Of(project.Name, name)))
        .OfType<AgentView>();

    /// <summary>What a resume came to: agents are as this daemon found them, if it had not looked before or nothing had to be started; the rest have new windows.</summary>
    internal static RecoveredInfo Recovered(IEnumerable<AgentView> agents, Snapshot before)
    {
        var kinds = agents
            .Select(a => before.Agents.TryGetValue(a.Target, out var then) && (then.Recovery is null || then.Incarnation == a.Incarnation)
                ? a.Recovery
                : RecoveryKind.Recreated)
            .ToList();
        return new RecoveredInfo(
            kinds.Count(k => k is RecoveryKind.Rebound or RecoveryKind.Started), kinds.Count(k => k == RecoveryKind.Restarted), kinds.Count(k => k == RecoveryKind.Recreated));
    }

    internal static CheckInInfo CheckIn(CheckIn checkIn) => new(
        checkIn.Id, checkIn.Target.ToString(), checkIn.Note, checkIn.NextDue,
        checkIn.Schedule.Every is { } every ? DurationText.Format(every) : null, checkIn.Schedule.Cron, checkIn.ScheduledBy,
        checkIn.Skipped, checkIn.LastSkip is { } reason ? Word(reason) : null);

    internal static ExplanationInfo Explanation(AgentView view, StateExplanation why) => new(
        why.Target.ToString(), Word(view.Status), why.Profile, why.Incarnation, view.Detail, Signal(why.Decided),
        [.. new[] { Signal(why.Hook), Signal(why.Look) }.OfType<SignalInfo>()], why.UnreadableSince, why.Title,
        [.. why.Rules.Select(rule => new RuleTraceInfo(rule.Rule, rule.Region, rule.Holds, rule.Why))]);

    private static SignalInfo? Signal(StateSignal? signal) =>
        signal is null ? null : new SignalInfo(signal.Source, Word(signal.Activity), signal.Reason, signal.At);

    internal static ReportInfo Report(AgentTarget target, ReportView report) => new(target.ToString(), Word(report.State), report.Text, report.At);

    internal static MessageInfo Message(Message message, MessageOutcome outcome) => new(
        message.Id, message.From, message.To.ToString(), Word(outcome.State), message.QueuedAt, outcome.DeliveredAt, Word(message.Kind),
        message.Text, message.InReplyTo, message.Urgent, outcome.Reason, outcome.Evidence)
    {
        Receipt = Word(Receipts.Of(outcome)),
    };
}

/// <summary>How far a message has come.</summary>
internal sealed record MessageOutcome(MessageState State, DateTimeOffset? DeliveredAt = null, string? Reason = null, string? Evidence = null)
{
    internal static MessageOutcome Queued { get; } = new(MessageState.Queued);
}
