using Akka.Actor;

namespace Orchestrator.Conformance.Tests.Interleavings;

/// <summary>A message of a program.</summary>
public sealed record Work(int Number);

/// <summary>What a timer of a program sends.</summary>
public sealed record Reminder(int Key, int Number);

/// <summary>An actor of a random program: does with each message whatever is drawn, and tells its model beforehand.</summary>
internal sealed class Node : UntypedActor, IWithUnboundedStash, IWithTimers
{
    private readonly RandomProgram _program;
    private readonly NodeModel _model;

    public Node(RandomProgram program, NodeModel model)
    {
        (_program, _model) = (program, model);
        model.Constructed();
    }

    public IStash Stash { get; set; } = null!;

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => _model.Starts();

    protected override void PostStop() => _model.Stops();

    protected override void PreRestart(Exception reason, object message)
    {
        _model.IsAboutToRestart(reason);
        if (_model.Traits.KeepsChildren) PostStop();
        else base.PreRestart(reason, message);
    }

    protected override void PostRestart(Exception reason)
    {
        _model.Restarted(reason);
        base.PostRestart(reason);
    }

    protected override SupervisorStrategy SupervisorStrategy()
    {
        var traits = _model.Traits;
        return traits.AllForOne
            ? new AllForOneStrategy(traits.MaxRestarts, -1, Decide, loggingEnabled: false)
            : new OneForOneStrategy(traits.MaxRestarts, -1, Decide, loggingEnabled: false);
    }

    protected override void OnReceive(object message) => Take(message, 0);

    private Directive Decide(Exception cause)
    {
        var directive = cause is FaultException fault ? _model.Traits.Directives[fault.Kind] : Directive.Stop;
        _model.Decides(_program.NodeOf(Sender), cause, directive);
        return directive;
    }

    private void Take(object message, int behavior)
    {
        switch (message)
        {
            case Work work:
                _model.Received(work.Number, behavior);
                if (!_program.IsBroken) Act();
                break;
            case Reminder reminder:
                _model.IsReminded(reminder.Key, reminder.Number);
                break;
            case Terminated terminated:
                _model.IsToldOfTheEndOf(_program.NodeOf(terminated.ActorRef));
                break;
            default:
                _model.IsToStop = true;
                Context.Stop(Self);
                break;
        }
    }

    private void Act()
    {
        var hasStashed = false;
        for (var left = _program.Random.Next(4); left > 0; left--)
        {
            var action = _program.Random.Next(22);
            if (action == 0 && !hasStashed)
            {
                hasStashed = true;
                _model.Stashes();
                Stash.Stash();
            }
            else if (action is 18 or 19 && _model.Parent is not null) Throw();
            else if (action == 17) RunTask(Await());
            else Act(action);
            if (action == 17) return; // what follows would run beside the awaiting part
        }
    }

    private void Act(int action)
    {
        switch (action)
        {
            case 1 or 2 when _model.Depth < 3:
                _program.Spawn(_model, Context);
                break;
            case 3 or 4 when _program.Draw() is { } other && other != _model:
                _model.Watches(other);
                Context.Watch(other.Ref);
                break;
            case 5 when _program.Draw() is { } other:
                _model.Unwatches(other);
                Context.Unwatch(other.Ref);
                break;
            case 6:
                _model.Unstashes(all: true);
                Stash.UnstashAll();
                break;
            case 7:
                _model.Unstashes(all: false);
                Stash.Unstash();
                break;
            case 8 when _model.BehaviorCount > 1:
                _model.Unbecomes();
                UnbecomeStacked();
                break;
            case 8 or 9:
                ChangeBehavior(stacked: action == 8);
                break;
            case 10 when _model.Children.Count > 0:
                var child = _model.Children[_program.Random.Next(_model.Children.Count)];
                child.IsToStop = true;
                Context.Stop(child.Ref);
                break;
            case 11 when _program.Random.Next(4) == 0 && _program.Draw() is { Parent: not null } victim:
                victim.IsSent(NodeModel.Deadly, _model);
                victim.Ref.Tell(_program.Random.Next(2) == 0 ? PoisonPill.Instance : Kill.Instance, Self);
                break;
            case 20:
                var (key, delay) = (_program.Random.Next(3), TimeSpan.FromMilliseconds(_program.Random.Next(1, 30)));
                var number = _program.Number();
                _model.StartsTimer(key, number, delay);
                Timers.StartSingleTimer(key, new Reminder(key, number), delay);
                break;
            case 21:
                var cancelled = _program.Random.Next(3);
                _model.CancelsTimer(cancelled);
                Timers.Cancel(cancelled);
                break;
            default:
                _program.Send(_model, Self);
                break;
        }
    }

    private void ChangeBehavior(bool stacked)
    {
        var behavior = _program.Random.Next(1, 100);
        _model.Becomes(behavior, stacked);
        if (stacked) BecomeStacked(message => Take(message, behavior));
        else Become(message => Take(message, behavior));
    }

    private Func<Task> Await()
    {
        var (gate, instance, self) = (_program.Gate(), _model.Instance, Self);
        _model.IsAwaiting = true;
        return async () =>
        {
            await gate;
            _program.Note($"{_model.Name} goes on behind its await");
            _program.Send(_model, self);
            _model.IsAwaiting = false;
            var mayThrow = _model is { Parent: not null, HasFailed: false, Phase: Phase.Running } && _model.Instance == instance;
            if (mayThrow && _program.Random.Next(3) == 0) Throw();
        };
    }

    private void Throw()
    {
        var fault = _program.NewFault();
        _model.Throws(fault);
        throw fault;
    }
}
