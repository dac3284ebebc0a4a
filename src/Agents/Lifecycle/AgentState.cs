using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.PermissionRequests;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Runtime.Persistence;
using System.Diagnostics;
using static Orchestrator.Agents.CheckIns.CheckInEvents;
using static Orchestrator.Agents.CheckIns.CheckInMessages;
using static Orchestrator.Agents.Lifecycle.LifecycleEvents;
using static Orchestrator.Agents.Lifecycle.LifecycleMessages;
using static Orchestrator.Agents.Limits.AgentLimitEvents;
using static Orchestrator.Agents.Limits.AgentLimitMessages;
using static Orchestrator.Agents.Messaging.MessagingEvents;
using static Orchestrator.Agents.Messaging.MessagingMessages;
using static Orchestrator.Agents.PermissionRequests.PermissionEvents;
using static Orchestrator.Agents.PermissionRequests.PermissionMessages;

namespace Orchestrator.Agents.Lifecycle;

/// <summary>What the rules of an agent depend on besides its state; settings, and what its profile can do.</summary>
/// <param name="Supervision">When it is started again.</param>
/// <param name="Messages">What its mailbox takes.</param>
/// <param name="Limits">What is done about usage limits and failed turns.</param>
/// <param name="CheckIns">What check-ins may cost.</param>
/// <param name="CanResume">Whether its CLI goes on with the same conversation after a restart.</param>
public sealed record AgentRules(SupervisionOptions Supervision, MessageLimits Messages, LimitRules Limits, CheckInRules CheckIns, bool CanResume)
{
    /// <summary>What becomes of requests for permission.</summary>
    public PermissionRules Permissions { get; init; } = PermissionRules.AskAlways;
}

/// <summary>All that is remembered of one agent: its life, its messages, its check-ins. Pure: no clock, no I/O, no actor types.</summary>
/// <param name="Target">Its address.</param>
[EventName("agent.state.v1")]
public sealed record AgentState(AgentTarget Target) : IEventSourced<AgentState>
{
    /// <summary>Its process over the incarnations.</summary>
    public AgentLifecycle Life { get; init; } = new();

    /// <summary>Its messages.</summary>
    public Mailbox Mailbox { get; init; } = new();

    /// <summary>Its check-ins.</summary>
    public CheckInBook CheckIns { get; init; } = new();

    /// <summary>Its requests for permission.</summary>
    public PermissionBook Permissions { get; init; } = new();

    /// <summary>Its usage limit and failed turns.</summary>
    public AgentLimits Limits { get; init; } = new();

    /// <summary>Whether a message may be put into its terminal, as far as the stored state goes.</summary>
    public bool TakesMessages => Life.Phase is AgentPhase.Running && !Life.Paused && !Limits.Holds;

    /// <summary>Whether check-ins are sent. What falls due meanwhile is sent once when it may be asked again.</summary>
    public bool MayBeAsked => !Life.Paused && !Limits.Holds && (Life.IsUp || Life.Phase is AgentPhase.BackingOff);

    /// <summary>Says which events a command leads to, or why it is refused. Changes nothing.</summary>
    public Decision Decide(IAgentCommand command, AgentRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return command switch
        {
            CreateAgent c => Created(c, Living(c), now),
            RecordBound c => Bound(c, Living(c), rules, now),
            RestartAgent c when Life.Definition is not null && Limits.Failure is not null => Restarted(Living(c), rules, now),
            ILifecycleCommand c => Living(c),
            _ when Life.Definition is null => Decision.Reject(Rejected.NotFound($"There is no agent {Target}.")),
            SendMessage or ScheduleCheckIn when Life.Definition.IsWindow => Decision.Reject(Rejected.Refused(
                $"{Target} is a window with a command, not an agent.", $"Look at it: orc attach {Target}")),
            IAgentLimitCommand c => Limits.Decide(c, this, rules.Limits, now),
            ScheduleCheckIn c => CheckIns.Schedule(c, Target, now),
            AnswerPermission c when !Life.IsUp || Permissions.Pending?.Incarnation != Life.Incarnation => Decision.Reject(Rejected.NotFound(
                $"{c.Id} does not wait for an answer.", "Those that do: orc permissions list")),
            DecideToolUse c when c.Incarnation != Life.Incarnation => Decision.Reject(Rejected.NotFound($"{Target} is not that start of it any more.")),
            IPermissionCommand c => Permissions.Decide(c, new RuleSubject(Target, Life.Definition.Role, Life.Definition.Directory, null), rules.Permissions, now),
            CancelCheckIn c => CheckIns.Cancel(c, Target, now),
            FireDueCheckIns c => MayBeAsked ? Decision.Accept(FireDue(c, rules.CheckIns, now)) : Decision.Nothing,
            RecordRest c => CheckIns.Record(c, now),
            CorrectCheckIns => CheckIns.Correct(rules.CheckIns, now),
            BeginDelivery c when !TakesMessages || c.Incarnation != Life.Incarnation => Decision.Nothing,
            _ => Mailbox.Decide(command, Target, rules.Messages, now),
        };

        Decision Living(ILifecycleCommand c) => Life.Decide(c, rules.Supervision, Limits.Failure, now);
    }

    /// <inheritdoc/>
    public AgentState Apply(IEvent @event) => @event switch
    {
        AgentCreated e => new AgentState(Target)
        {
            Life = Life.Apply(e),
            Mailbox = new Mailbox { LastNumber = Mailbox.LastNumber }, // numbers go on, so that an id stays one message's for ever
            CheckIns = new CheckInBook { LastNumber = CheckIns.LastNumber },
            Permissions = new PermissionBook { LastNumber = Permissions.LastNumber },
        },
        ILifecycleEvent e => this with { Life = Life.Apply(e) },
        MessageDelivered e => this with
        {
            Mailbox = Mailbox.Apply(e),
            Limits = Limits.Prompted(),
            CheckIns = CheckIns.Prompted(Mailbox.UnderWay?.Message.Kind is MessageKind.CheckIn, e.At),
        },
        IMessagingEvent e => this with { Mailbox = Mailbox.Apply(e) },
        IAgentLimitEvent e => this with { Limits = Limits.Apply(e) },
        IPermissionEvent e => this with { Permissions = Permissions.Apply(e) },
        ICheckInEvent e => this with { CheckIns = CheckIns.Apply(e) },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    private Decision Created(CreateAgent c, Decision decision, DateTimeOffset now)
    {
        if (decision.Events.Count == 0 || c.Definition.IsWindow) return decision;
        List<IEvent> events = [.. decision.Events];
        events.Add(Mailbox.Queue(Target, Notices.Brief(c.Definition.Brief), now));
        if (c.Definition.CheckInEvery is { } every)
            events.Add(CheckIns.Scheduled(Notices.DefaultCheckIn(c.Definition, every), Target, now + every, now));
        return decision with { Events = events };
    }

    // A person starts it again, with credentials that work as he says: a conversation that goes on is told to.
    private Decision Restarted(Decision decision, AgentRules rules, DateTimeOffset now)
    {
        List<IEvent> events = [new FailureEnded(FailureEnd.Cleared, now), .. decision.Events];
        if (rules.CanResume && rules.Limits.ContinueMessage.Length > 0) events.Add(Mailbox.Queue(Target, Notices.Continue(rules.Limits.ContinueMessage), now));
        return decision with { Events = events };
    }

    // When an incarnation is first seen, what the one before left is settled: a delivery that was under way, and, where
    // the CLI cannot go on with the conversation, the brief and what was said so far.
    private Decision Bound(RecordBound c, Decision decision, AgentRules rules, DateTimeOffset now)
    {
        if (Life.Phase is not AgentPhase.Starting || decision.Events.Count == 0 || c.Incarnation == Life.FirstIncarnation) return decision;
        List<IEvent> events = [.. decision.Events];
        var mailbox = Mailbox;
        foreach (var outcome in Settled(c, now))
        {
            events.Add(outcome);
            mailbox = mailbox.Apply(outcome);
        }

        if (!rules.CanResume && !Life.Definition!.IsWindow && !mailbox.Waiting.Exists(m => m.Kind is MessageKind.Brief))
            events.Add(mailbox.Queue(Target, Notices.BriefAgain(Life, mailbox), now));
        return decision with { Events = events };
    }

    // The CLI's own record decides, where there is one: what it had not taken is gone with it, whatever was pressed.
    private IEnumerable<IMessagingEvent> Settled(RecordBound c, DateTimeOffset now)
    {
        if (Mailbox.UnderWay is { } underWay && underWay.Incarnation < c.Incarnation)
        {
            var id = underWay.Message.Id;
            if (c.Taken?.Contains(id) is true) yield return new MessageDelivered(id, "transcript", now);
            else if (c.Taken is null && c.Submitted == id) yield return new MessageDelivered(id, "submit-log", now);
            else yield return new DeliveryReturned(id, "Its incarnation ended before it was submitted.", now);
        }

        var queued = Mailbox.InQueue.Select(m => m.Id).ToLookup(id => c.Taken is null || c.Taken.Contains(id));
        foreach (var lost in queued[false]) yield return new DeliveryReturned(lost, "Its incarnation ended before its CLI took it from its queue.", now);
        if (queued[true].Any()) yield return new QueueTaken([.. queued[true]], now);
    }

    private List<IEvent> FireDue(FireDueCheckIns c, CheckInRules rules, DateTimeOffset now)
    {
        var events = new List<IEvent>();
        var mailbox = Mailbox;
        var isUnchanged = Mailbox.Undelivered == 0 && CheckIns.IsUnchanged(c.Trace);
        foreach (var checkIn in CheckIns.Due(now))
        {
            if (ReasonToSkip(checkIn, isUnchanged && c.Remark is null, c.IsBudgetSpent, rules) is { } reason)
            {
                events.Add(new CheckInSkipped(checkIn.Id, reason, CheckInTimes.Following(checkIn, now), now));
                continue;
            }

            var isInVain = checkIn.Schedule.Recurs && isUnchanged;
            events.Add(new CheckInFired(checkIn.Id, isInVain ? CheckInTimes.FollowingInVain(checkIn, rules.MaxInterval, now) : CheckInTimes.Following(checkIn, now), now, isInVain));
            var queued = mailbox.Queue(Target, Notices.CheckIn(checkIn, c.Remark), now);
            mailbox = mailbox.Apply(queued);
            events.Add(queued);
        }

        return events;
    }

    // Who asks once, at a time, is asked for in any case. Work that is in no commit is said, changed or not; less and less often, since it is in vain.
    private SkipReason? ReasonToSkip(CheckIn checkIn, bool isUnchanged, bool isBudgetSpent, CheckInRules rules)
    {
        if (!checkIn.Schedule.Recurs) return null;
        if (Mailbox.Waiting.Exists(m => m.Key == checkIn.Id) || Mailbox.UnderWay?.Message.Key == checkIn.Id) return SkipReason.Unread;
        if (Mailbox.Waiting.Exists(m => m.Key == Notices.ContinueKey)) return SkipReason.ToldToGoOn;
        if (isUnchanged && (rules.SkipUnchanged is SkipUnchanged.Always || (rules.SkipUnchanged is SkipUnchanged.Done && HasReportedDone))) return SkipReason.Unchanged;
        return isBudgetSpent ? SkipReason.Budget : null;
    }

    private bool HasReportedDone => Life.Report is { State: ReportedState.Done } report && !(CheckIns.PromptedAt > report.At);
}
