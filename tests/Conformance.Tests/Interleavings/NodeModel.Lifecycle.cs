using Akka.Actor;

namespace Orchestrator.Conformance.Tests.Interleavings;

/// <summary>The order of the hooks, and what failures lead to.</summary>
internal sealed partial class NodeModel
{
    private FaultModel? _fault;
    private bool _isToRestart;
    private bool _isResumed;
    private bool _isLost;
    private int _restarts;

    /// <summary>
    /// A failure that is escalated to an actor which has failed already is dropped. Its child stays suspended, through restarts too; so do those below it.
    /// </summary>
    public bool IsHeldUp => _isLost || Parent?.IsHeldUp == true;

    public bool HasFailed => _fault is not null;

    public void Constructed()
    {
        Expect(Phase is Phase.Unborn or Phase.Restarting, $"was constructed while {Phase}");
        foreach (var child in Children)
            Expect(child.Phase == Phase.Dead || !child.IsToStop, $"got a new instance before its child {child.Name} ended");
        Instance++;
        if (Phase == Phase.Unborn) Phase = Phase.Constructed;
        _behaviors.Clear();
        _behaviors.Push(0);
        _fault = null;
        _isResumed = false;
    }

    public void Starts()
    {
        program.Note($"{Name}.{Instance} starts");
        Expect(Phase == Phase.Constructed, $"starts while {Phase}");
        Phase = Phase.Running;
    }

    public void IsAboutToRestart(Exception cause)
    {
        program.Note($"{Name}.{Instance} is to be restarted for {cause.Message}");
        program.Count("restarts");
        Expect(Phase == Phase.Running, $"is restarted while {Phase}");
        Expect(program.FaultOf(cause)?.Restarts.Contains(this) == true, $"is restarted for {cause.Message}, which is none of its business");
        _isToRestart = false;
        Phase = Phase.Restarting;
        foreach (var envelope in _stash.AsEnumerable().Reverse()) _mailbox.AddFirst(envelope);
        _stash.Clear();
        _timers.Clear();
        if (Traits.KeepsChildren) return;
        StopChildren();
        // The default PreRestart no longer watches what it stops. Of one that ended just now, the notice may be under way.
        _perhapsTold.UnionWith(Children.Where(child => child.Phase == Phase.Dead && _watching.Contains(child)));
        _watching.ExceptWith(Children);
    }

    public void Stops()
    {
        program.Note($"{Name}.{Instance} stops");
        if (Phase == Phase.Restarting && !_isPastPostStop)
        {
            _isPastPostStop = true; // the old instance's, part of a restart
            return;
        }

        Expect(Phase is Phase.Running or Phase.Restarting, $"stops while {Phase}");
        Expect(HasReasonToStop, "stops, and nobody asked for it");
        foreach (var child in Children)
        {
            if (child.Phase == Phase.Restarting) child.Dies();
            Expect(child.Phase == Phase.Dead, $"stops before its child {child.Name}");
        }

        Dies();
    }

    public void Restarted(Exception cause)
    {
        program.Note($"{Name}.{Instance} restarted");
        Expect(Phase == Phase.Restarting && _isPastPostStop, $"was restarted while {Phase}");
        _isPastPostStop = false;
        Phase = Phase.Constructed;
        var fault = program.FaultOf(cause);
        foreach (var child in Children.Where(child => child.Phase != Phase.Dead)) child.IsToBeRestartedFor(fault!);
    }

    public void Throws(Exception exception)
    {
        program.Note($"{Name}.{Instance} throws {exception.Message}");
        _fault = program.Add(new FaultModel(exception, this));
    }

    /// <summary>Its child failed, and it decided.</summary>
    public void Decides(NodeModel child, Exception cause, Directive directive)
    {
        program.Note($"{Name}.{Instance} decides to {directive} {child.Name} for {cause.Message}");
        program.Count($"decided to {directive}");
        var fault = program.FaultOf(cause);
        if (fault is null) child.Throws(cause); // it was killed
        fault ??= program.FaultOf(cause)!;
        Expect(fault.Carrier == child && child.Parent == this, $"decided about {cause.Message} of {child.Name}, which {fault.Carrier.Name} has");
        child._fault = fault;
        switch (directive)
        {
            case Directive.Resume:
                foreach (var carrier in fault.Carriers) carrier._isResumed = true;
                break;
            case Directive.Restart when Traits.MaxRestarts >= 0 && ++child._restarts > Traits.MaxRestarts:
                child.IsToStop = true;
                break;
            case Directive.Restart:
                foreach (var affected in Traits.AllForOne ? Children.Where(other => other.Phase != Phase.Dead) : [child]) affected.IsToBeRestartedFor(fault);
                break;
            case Directive.Stop when Traits.AllForOne:
                StopChildren();
                break;
            case Directive.Stop:
                child.IsToStop = true;
                break;
            default:
                IsHandedTheFaultOf(child, fault);
                break;
        }
    }

    private bool _isPastPostStop;

    private bool HasReasonToStop => IsToStop || _mailbox.First?.Value.Number == Deadly || Parent?.HasReasonToStop == true;

    private void IsHandedTheFaultOf(NodeModel child, FaultModel fault)
    {
        // Failed already: the second failure is lost, unless the first has just been forgiven; which of both can't be seen.
        if (_fault is not null) child._isLost = true;
        if (_fault is not null && !_isResumed) return;
        if (_fault is not null) _isLost = true;
        _fault ??= fault;
        fault.Carriers.Add(this);
    }

    private void IsToBeRestartedFor(FaultModel fault)
    {
        fault.Restarts.Add(this);
        _isToRestart = Phase != Phase.Restarting;
    }

    private void StopChildren()
    {
        foreach (var child in Children) child.IsToStop = true;
    }

    /// <summary>It goes on with its messages: whatever failed before must be decided.</summary>
    private void GoesOn(int number)
    {
        Expect(!_isToRestart, $"received {number} in place of a restart");
        Expect(_fault is null || _isResumed, $"received {number} after {_fault?.Exception.Message}, which is not forgiven");
        Expect(Parent?._fault is null || Parent._isResumed || Parent._isLost, $"received {number} although its parent has failed");
        (_fault, _isResumed) = (null, false);
    }

    private void IsDecided()
    {
        Expect(!_isToRestart, "was to be restarted, and rests");
        Expect(_fault is null || _isResumed, $"failed with {_fault?.Exception.Message}, which nobody decided about");
    }
}
