using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.Pipelines.Plans;
using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;
using System.Diagnostics.CodeAnalysis;
using static Orchestrator.Agents.Pipelines.Runs.PipelineMessages;
using static Orchestrator.Agents.Pipelines.Runs.StepMessages;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>One attempt's pane: found or created, watched until its command ends, closed when the run says so. It stores nothing.</summary>
/// <remarks>What could not be looked at is looked at again; the run is told only what is known.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "An actor's end is PostStop; nobody disposes of actors.")]
internal sealed class StepActor : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LastOutput = TimeSpan.FromSeconds(2);

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly StepStart _start;
    private readonly PipelineServices _services;
    private readonly StepPane _steps;
    private readonly StepOutput _output;
    private readonly HashSet<string> _seen = [];
    private readonly CancellationTokenSource _stopped = new();
    private TmuxServer? _server;
    private PaneOutput? _open;
    private DateTimeOffset _boundAt;
    private int _unhealthy;
    private bool _wasSeen, _isOver, _isClosing, _isBusy;

    public StepActor(StepStart start, PipelineServices services, OneAtATime creating)
    {
        (_start, _services) = (start, services);
        (_wasSeen, _isOver, _isClosing) = (start.WasSeen, start.IsOver, start.IsOver);
        _steps = new StepPane(start, creating, services.Grace);
        var self = Self;
        _output = new StepOutput(start.Patterns, name => self.Tell(new PatternSeen(name)), services.Time);

        Receive<TmuxMessages.Connected>(m => OnConnected(m.Server));
        Receive<StepFound>(OnFound);
        Receive<PatternSeen>(m => OnSeen(m.Pattern));
        Receive<PaneExit>(OnExit);
        Receive<CheckHealth>(_ => OnCheck());
        Receive<Health>(OnHealth);
        Receive<Close>(_ => OnClose());
        Receive<Closed>(_ => Context.Parent.Tell(new NoteClosed(_start.Pane.Step, _start.Attempt)));
        Receive<Status.Failure>(OnFailure);
        Receive<LookAgain>(_ => _services.Tmux.Tell(new TmuxMessages.GetServer()));
    }

    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    private PanePlan Pane => _start.Pane;

    public static Props Props(StepStart start, PipelineServices services, OneAtATime creating) =>
        Akka.Actor.Props.Create(() => new StepActor(start, services, creating));

    protected override void PreStart() => _services.Tmux.Tell(new TmuxMessages.GetServer());

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
        _output.Dispose();
        _ = _open?.DisposeAsync().AsTask();
    }

    private void OnConnected(TmuxServer server)
    {
        _server = server;
        if (_isBusy) return;
        if (_isClosing) CloseNow();
        else if (!_isOver) Busy(_steps.BindAsync(server, _wasSeen, _output)).PipeTo(Self);
    }

    private void OnFound(StepFound found)
    {
        _isBusy = false;
        if (found.Problem is { } problem)
            End(new StepEnd(StepCause.CouldNotStart, Words: problem));
        else if (found.Pane is null)
            End(new StepEnd(StepCause.Lost, Words: "its pane is gone."));
        else
            OnBound(found.Pane, found.Output);
        if (_isClosing) CloseNow();
    }

    private void OnBound(TmuxPane pane, PaneOutput? output)
    {
        if (!_wasSeen) _boundAt = Context.System.Scheduler.Now;
        (_wasSeen, _open) = (true, output);
        Context.Parent.Tell(new NoteRunning(Pane.Step, _start.Attempt, pane.PaneId));
        TellReady(); // output is read before tmux has told of the pane, and of a step that does not run the run takes no such word
        if (_isClosing) return;
        ExitAsync(pane, output).PipeTo(Self);
        if (Pane.Health is not null) Self.Tell(new CheckHealth());
    }

    /// <summary>How the command ended, once all it wrote has been looked at and its last words are kept.</summary>
    private async Task<PaneExit> ExitAsync(TmuxPane pane, PaneOutput? output)
    {
        var exit = await pane.WaitForExitAsync(_stopped.Token);
        if (output is not null && !exit.IsPaneGone)
            await Task.WhenAny(output.Complete, output.Ended, Task.Delay(LastOutput, _services.Time));
        _output.Look(exit.LastScreen);
        if (!exit.IsPaneGone) await _steps.KeepAsync(exit.LastScreen);
        return exit;
    }

    private void OnSeen(string pattern)
    {
        _seen.Add(pattern);
        if (_wasSeen) TellReady();
    }

    private void TellReady()
    {
        if (_seen.Contains(StepPatterns.Ready)) Context.Parent.Tell(new NoteReady(Pane.Step, _start.Attempt));
    }

    private void OnExit(PaneExit exit)
    {
        if (exit is { Code: null, Signal: null })
            End(new StepEnd(StepCause.Lost, Words: exit.IsPaneGone ? "its pane was closed by somebody." : "tmux does not know how it ended."));
        else
            End(new StepEnd(StepCause.Exited, exit.Code, exit.Signal));
    }

    private void End(StepEnd end)
    {
        if (_isOver) return;
        _isOver = true;
        Context.Parent.Tell(new NoteEnd(Pane.Step, _start.Attempt, end with { Seen = [.. _seen.Order(StringComparer.Ordinal)] }));
    }

    private void OnCheck()
    {
        if (_isOver || _isClosing || Pane.Health is not { } health) return;
        HealthProbe.RunAsync(health, Pane, _start.Environment, _services.Time, _stopped.Token).PipeTo(Self, success: isHealthy => new Health(isHealthy));
    }

    private void OnHealth(Health found)
    {
        if (_isOver || Pane.Health is not { } health) return;
        var isWaited = Pane.Ready is not null && !_seen.Contains(StepPatterns.Ready);
        if (found.IsHealthy)
        {
            _unhealthy = 0;
            if (Pane.Ready is null) Context.Parent.Tell(new NoteReady(Pane.Step, _start.Attempt));
        }
        else if (!isWaited && Context.System.Scheduler.Now - _boundAt >= health.StartPeriod && ++_unhealthy >= health.Retries)
        {
            End(new StepEnd(StepCause.Unhealthy));
            return;
        }
        Timers.StartSingleTimer(nameof(CheckHealth), new CheckHealth(), health.Interval);
    }

    private void OnClose()
    {
        if (_isClosing) return;
        (_isClosing, _isOver) = (true, true);
        if (!_isBusy && _server is not null) CloseNow();
    }

    private void CloseNow() => Busy(_steps.CloseAsync(_server!)).PipeTo(Self, success: () => new Closed());

    private void OnFailure(Status.Failure failure)
    {
        _isBusy = false;
        switch (failure.Cause)
        {
            case OperationCanceledException:
                return; // it is being stopped
            case TmuxKillException left:
                _log.Warning(left.Message); // the pane is gone all the same
                Self.Tell(new Closed());
                return;
            case TmuxException:
                _log.Warning("{0} of {1} is looked at again: {2}", Pane.Step, _start.Run, failure.Cause.Message);
                break;
            default:
                _log.Error(failure.Cause, "{0} of {1} is looked at again.", Pane.Step, _start.Run);
                break;
        }
        _server = null;
        _ = _open?.DisposeAsync().AsTask();
        _open = null;
        Timers.StartSingleTimer(nameof(LookAgain), new LookAgain(), Again);
    }

    private Task<T> Busy<T>(Task<T> work)
    {
        _isBusy = true;
        return work;
    }

    private Task Busy(Task work)
    {
        _isBusy = true;
        return work;
    }

    private sealed record Closed;
}
