using Akka.Actor;
using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Terminals;
using static Orchestrator.Agents.CheckIns.CheckInMessages;
using static Orchestrator.Agents.Limits.AgentLimitMessages;

namespace Orchestrator.Agents.Lifecycle;

// What the agent is asked, and what it may cost: before a check-in is sent it is looked whether anything has changed.
public abstract partial class AgentActor<TState>
{
    // A turn is over once nothing has come behind it for so long.
    private static readonly TimeSpan _restTime = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _screenPatience = TimeSpan.FromSeconds(10), _teamPatience = TimeSpan.FromSeconds(5);

    // A member whose journal failed shows itself never, or late.
    private const int MostTeamWaits = 12;

    private readonly Dictionary<AgentTarget, string> _team = [];
    private bool _isLooking;
    private int _turn;
    private int _unseenTurn = -1;
    private int _teamWaits;

    private CheckInRules CheckIns => _services.Rules.CheckIns;

    // Before its terminal is bound nothing can be typed, and nothing seen.
    private bool CanBeAsked => Agent.MayBeAsked && !_isLooking && !Timers.IsTimerActive(nameof(TeamTrace)) && !(Agent.Life.IsUp && _activity is TerminalActivity.Starting);

    /// <summary>Those below it, whose reports are a change to it.</summary>
    protected virtual IEnumerable<AgentTarget> Subordinates => [];

    private void HandleCheckIns()
    {
        Command<AgentView>(view => _team[view.Target] = $"{view.Target} {view.Status is AgentStatus.Failed} {view.Report?.State} {view.Report?.Text}");
        Command<CheckInsDue>(_ => OnCheckInsDue());
        Command<AtRest>(_ => OnAtRest());
        Command<Looked>(OnLooked);
    }

    // The clock may have been set back since it was looked at last: what is due in a moment would lie hours away.
    private void OnClock()
    {
        HandleOwn(new CorrectCheckIns());
        if (Agent.Life.Due - Now > 2 * Supervision.Backoff.Max) HandleOwn(new LifecycleMessages.BackoffOver(Agent.Life.Incarnation));
        if (Agent.Limits.Failure?.Until is not null) HandleOwn(new FailureOver());
        ArmTimers();
    }

    private void OnCheckInsDue()
    {
        if (!CanBeAsked) return;
        var due = Agent.CheckIns.Due(Now).ToList();
        if (due.Count == 0)
        {
            OnClock();
            return;
        }

        var mayBeSkipped = CheckIns.SkipUnchanged is not SkipUnchanged.Never && Agent.CheckIns.Rest is not null && due.Exists(c => c.Schedule.Recurs);
        if (mayBeSkipped && TeamTrace() is null && _teamWaits++ < MostTeamWaits)
            Timers.StartSingleTimer(nameof(TeamTrace), CheckInsDue.Instance, _teamPatience); // those below have not shown themselves yet
        else if (mayBeSkipped || Agent.Life.Definition!.Worktree is not null)
            Look(isForRest: false, compares: mayBeSkipped);
        else
            HandleOwn(new FireDueCheckIns(IsBudgetSpent: IsBudgetSpent));
    }

    private void ArmRest()
    {
        if (_activity is not TerminalActivity.Ready || !NeedsRest)
            Timers.Cancel(nameof(AtRest));
        else if (!Timers.IsTimerActive(nameof(AtRest)))
            Timers.StartSingleTimer(nameof(AtRest), AtRest.Instance, _restTime);
    }

    private bool NeedsRest => !_isLooking && _unseenTurn != _turn && Agent.CheckIns.Rest is null && Agent.Mailbox.Undelivered == 0 && !Agent.Limits.Holds
        && CheckIns.SkipUnchanged is not SkipUnchanged.Never && Agent.CheckIns.Pending.Exists(c => c.Schedule.Recurs);

    private void OnAtRest()
    {
        if (_activity is TerminalActivity.Ready && NeedsRest) Look(isForRest: true);
    }

    private void Look(bool isForRest, bool compares = true)
    {
        _isLooking = true;
        var (self, turn, definition) = (Self, _turn, Agent.Life.Definition!);
        var trace = compares ? TraceAsync(_terminal, _services.GitTrace(definition.Directory), TeamTrace()) : Task.FromResult<string?>(null);
        WithRemarkAsync(trace, isForRest || definition.Worktree is null ? Task.FromResult<string?>(null) : _services.Uncommitted(definition))
            .PipeTo(self, success: seen => new Looked(seen.Trace, isForRest, turn, seen.Remark), failure: _ => new Looked(null, isForRest, turn));
    }

    private static async Task<(string? Trace, string? Remark)> WithRemarkAsync(Task<string?> trace, Task<string?> remark) => (await trace, await remark);

    private static async Task<string?> TraceAsync(IActorRef? terminal, Task<string?> git, string? team)
    {
        var screen = terminal is null ? null : (await terminal.Ask<TerminalMessages.ScreenTrace>(new TerminalMessages.GetScreenTrace(), _screenPatience)).Text;
        return WorkTrace.Of(screen, await git, team);
    }

    private void OnLooked(Looked looked)
    {
        _isLooking = false;
        if (!looked.IsForRest)
        {
            _teamWaits = 0;
            HandleOwn(new FireDueCheckIns(looked.Trace, IsBudgetSpent, looked.Remark));
        }
        else if (looked.Turn == _turn && looked.Trace is { } trace)
        {
            HandleOwn(new RecordRest(trace));
        }
        else if (looked.Turn == _turn)
        {
            _unseenTurn = _turn; // not again before its next turn: what cannot be looked at has changed
        }

        ArmTimers();
    }

    private string? TeamTrace() => Subordinates.All(_team.ContainsKey) ? string.Join('\n', Subordinates.Select(a => _team[a]).Order(StringComparer.Ordinal)) : null;

    private sealed record CheckInsDue
    {
        public static readonly CheckInsDue Instance = new();
    }

    private sealed record AtRest
    {
        public static readonly AtRest Instance = new();
    }

    private sealed record Looked(string? Trace, bool IsForRest, int Turn, string? Remark = null);
}
