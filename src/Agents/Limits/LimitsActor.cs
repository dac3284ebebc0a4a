using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.Inbox;
using Orchestrator.Runtime.Persistence;
using static Orchestrator.Agents.Limits.LimitEvents;
using static Orchestrator.Agents.Limits.LimitMessages;

namespace Orchestrator.Agents.Limits;

/// <summary>Owns the usage limits of all credentials: who reaches one has all agents on it wait, and be woken one after the other.</summary>
/// <remarks>
/// What holds is stored here, that an agent waits with the agent. So whatever is killed in between, an agent that waits
/// for a limit that no longer holds is woken when it joins, and once, since its waking is stored before it acts on it.
/// </remarks>
public sealed class LimitsActor : EventSourcedActor<LimitBook>, IWithTimers
{
    /// <summary>Its persistence id.</summary>
    public const string Id = "limits";

    // Timers stand still while a laptop sleeps, so a long wait is cut into short ones that look at the clock again.
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(1);

    // After a start the agents join first; one of them may have to be let go to see.
    private static readonly TimeSpan _joinPatience = TimeSpan.FromSeconds(2);

    private readonly LimitRules _rules;
    private readonly Func<double> _jitter;
    private readonly Dictionary<AgentTarget, Member> _members = [];
    private readonly Dictionary<string, Queue<AgentTarget>> _waking = [];

    /// <param name="rules">The settings.</param>
    /// <param name="snapshotEvery">A snapshot is stored after so many events.</param>
    /// <param name="jitter">A random number from 0 to 1.</param>
    public LimitsActor(LimitRules rules, int snapshotEvery, Func<double> jitter)
        : base(new LimitBook(), snapshotEvery)
    {
        (_rules, _jitter) = (rules, jitter);
        Command<Join>(OnJoin);
        Command<GetLimits>(_ => Sender.Tell(new LimitMessages.Limits([.. State.Limits.Values])));
        Command<LookAtClock>(look => OnClock(look.Credential));
        Command<WakeNext>(wake => OnWakeNext(wake.Credential));
        Command<Terminated>(OnTerminated);
    }

    /// <inheritdoc/>
    public override string PersistenceId => Id;

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    /// <summary>How it is made.</summary>
    public static Props Props(LimitRules rules, int snapshotEvery, Func<double> jitter) =>
        Akka.Actor.Props.Create(() => new LimitsActor(rules, snapshotEvery, jitter));

    /// <inheritdoc/>
    protected override Decision Decide(ICommand command) => State.Decide(command, _rules, Now);

    /// <inheritdoc/>
    protected override void Reconcile()
    {
        foreach (var credential in State.Limits.Keys) Arm(credential);
    }

    /// <inheritdoc/>
    protected override void React(IEvent @event)
    {
        switch (@event)
        {
            case LimitReached e:
                Hold(e.Limit);
                TellUser(e.Limit);
                Log.Warning("The credential {0} is limited until {1:u}, says {2}: {3}", e.Limit.Credential, e.Limit.Until, e.Limit.By, e.Limit.Text);
                break;
            case LimitExtended e:
                Hold(e.Limit);
                break;
            case ProbeStarted e:
                Arm(e.Credential);
                Tell(e.Prober, new Released(e.Credential));
                break;
            case LimitOver e:
                Log.Info("The limit of {0} is over: {1}.", e.Credential, e.Why);
                Timers.Cancel(e.Credential);
                foreach (var agent in On(e.Credential)) Wake(e.Credential, agent);
                break;
            default:
                throw new System.Diagnostics.UnreachableException($"Unknown event {@event.GetType().Name}.");
        }
    }

    private static void TellUser(CredentialLimit limit) => Context.System.EventStream.Publish(new UserInboxMessages.TellUser(
        AgentTarget.Orchestrator.ToString(),
        $"The usage limit of {limit.Credential} is reached, says {limit.By}: {limit.Text}\nIts agents wait until {limit.Until:u}. See: orc limits list",
        null,
        $"limit:{limit.Credential}:{limit.Since:o}"));

    private void OnJoin(Join join)
    {
        if (_members.TryGetValue(join.Agent, out var before) && !before.Actor.Equals(Sender)) Context.Unwatch(before.Actor);
        Context.Watch(Sender);
        _members[join.Agent] = new Member(Sender, join.Credential);
        if (State.Limits.GetValueOrDefault(join.Credential) is { } limit && limit.Prober != join.Agent)
            Sender.Tell(new Held(limit));
        else if (join.IsHeld)
            Wake(join.Credential, join.Agent);
    }

    private void OnTerminated(Terminated gone)
    {
        foreach (var (agent, _) in _members.Where(m => m.Value.Actor.Equals(gone.ActorRef)).ToList()) _members.Remove(agent);
    }

    private void Hold(CredentialLimit limit)
    {
        _waking.Remove(limit.Credential); // those who were to be woken wait on
        Timers.Cancel(WakeKey(limit.Credential));
        Arm(limit.Credential);
        foreach (var agent in On(limit.Credential)) Tell(agent, new Held(limit));
    }

    private void Wake(string credential, AgentTarget agent)
    {
        if (!_waking.TryGetValue(credential, out var waiting)) _waking[credential] = waiting = [];
        if (!waiting.Contains(agent)) waiting.Enqueue(agent);
        if (!Timers.IsTimerActive(WakeKey(credential))) OnWakeNext(credential);
    }

    private void OnWakeNext(string credential)
    {
        if (!_waking.TryGetValue(credential, out var waiting)) return;
        if (!waiting.TryDequeue(out var agent))
        {
            _waking.Remove(credential);
            return;
        }

        Tell(agent, new Released(credential));
        Timers.StartSingleTimer(WakeKey(credential), new WakeNext(credential), _rules.Stagger * (1 + (_rules.Jitter * _jitter())));
    }

    private void OnClock(string credential)
    {
        if (State.Limits.GetValueOrDefault(credential) is not { } limit) return;
        if (!LimitBook.IsDue(limit, _rules, Now))
        {
            Arm(credential);
            return;
        }

        AgentTarget? prober = _members.ContainsKey(limit.By) ? limit.By : On(credential).Select(a => (AgentTarget?)a).FirstOrDefault();
        Store(Decide(new LimitDue(credential, prober)).Events);
    }

    private void Arm(string credential)
    {
        var wait = State.Limits[credential].Until - Now;
        Timers.StartSingleTimer(credential, new LookAtClock(credential), wait <= TimeSpan.Zero ? _joinPatience : wait < _longestWait ? wait : _longestWait);
    }

    private IEnumerable<AgentTarget> On(string credential) =>
        _members.Where(m => m.Value.Credential == credential).Select(m => m.Key).OrderBy(a => a.ToString(), StringComparer.Ordinal);

    private void Tell(AgentTarget agent, object message)
    {
        if (_members.TryGetValue(agent, out var member)) member.Actor.Tell(message);
    }

    private static string WakeKey(string credential) => "wake " + credential;

    private sealed record Member(IActorRef Actor, string Credential);

    private sealed record LookAtClock(string Credential);

    private sealed record WakeNext(string Credential);
}
