#nullable disable
namespace Akka.Actor.Internal;

/// <summary>What an actor does once the children it waits for have ended.</summary>
internal enum SuspendReason
{
    /// <summary>Nothing: some children were stopped by its own wish.</summary>
    None,

    /// <summary>It is created anew.</summary>
    Creation,

    /// <summary>It gets a new instance.</summary>
    Recreation,

    /// <summary>It ends.</summary>
    Termination,
}

/// <summary>
/// An actor's children by name, with the ones that are about to end. Only the actor changes who waits for whom;
/// names are also read, and at the guardians reserved, by other threads, hence the lock.
/// </summary>
internal sealed class ChildrenContainer
{
    private static readonly ChildRestartStats[] None = [];
    private readonly Lock _lock = new();
    private Dictionary<string, ChildRestartStats> _byName;
    private HashSet<IActorRef> _toDie;
    private volatile ChildRestartStats[] _snapshot = None;
    private SuspendReason _reason;
    private Exception _cause;
    private bool _terminated;

    /// <summary>All children; a name that is only reserved is none.</summary>
    public ChildRestartStats[] Stats => _snapshot ?? TakeSnapshot();

    /// <summary>Whether the actor neither ends nor is being made anew.</summary>
    public bool IsNormal => !_terminated && _reason == SuspendReason.None;

    /// <summary>Whether the actor ends or has ended.</summary>
    public bool IsTerminating => _terminated || _reason == SuspendReason.Termination;

    public void Reserve(string name)
    {
        lock (_lock)
        {
            if (IsTerminating) throw new InvalidOperationException($"Cannot reserve actor name \"{name}\": its parent is terminating or terminated.");
            _byName ??= new Dictionary<string, ChildRestartStats>(StringComparer.Ordinal);
            if (!_byName.TryAdd(name, null)) throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
    }

    public void Unreserve(string name)
    {
        lock (_lock)
        {
            if (_byName?.GetValueOrDefault(name) is null) _byName?.Remove(name);
        }
    }

    public void Add(IInternalActorRef child)
    {
        lock (_lock)
        {
            if (IsTerminating) throw new InvalidOperationException($"Cannot add the child {child}: its parent is terminating or terminated.");
            _byName[child.Path.Name] = new ChildRestartStats(child);
            _snapshot = null;
        }
    }

    public bool TryGetStats(IActorRef child, out ChildRestartStats stats)
    {
        stats = TryGetStats(child.Path.Name, out var found) && Equals(found.Child, child) ? found : null;
        return stats is not null;
    }

    public bool TryGetStats(string name, out ChildRestartStats stats)
    {
        stats = null;
        if (Volatile.Read(ref _byName) is null) return false;
        lock (_lock) return _byName.TryGetValue(name, out stats) && stats is not null;
    }

    /// <summary>From now on the child's end is waited for.</summary>
    public void ShallDie(IActorRef child)
    {
        lock (_lock) (_toDie ??= []).Add(child);
    }

    /// <summary>Says what follows once the ending children have ended.</summary>
    /// <returns>False when none is ending, so that it can follow at once.</returns>
    public bool SetTerminationReason(SuspendReason reason, Exception cause)
    {
        lock (_lock)
        {
            if (_toDie is not { Count: > 0 }) return false;
            (_reason, _cause) = (reason, cause);
            return true;
        }
    }

    public void SetTerminated()
    {
        lock (_lock) _terminated = true;
    }

    /// <summary>Forgets a child that has ended.</summary>
    /// <returns>What was waiting for it, when it was the last.</returns>
    public (SuspendReason Reason, Exception Cause) Remove(IActorRef child)
    {
        lock (_lock)
        {
            if (TryGetStats(child, out _))
            {
                _byName.Remove(child.Path.Name);
                _snapshot = null;
            }

            if (_toDie?.Remove(child) != true || _toDie.Count > 0) return default;
            _toDie = null;
            var waiting = (_reason, _cause);
            (_reason, _cause) = (SuspendReason.None, null);
            if (waiting._reason == SuspendReason.Termination) _terminated = true;
            return waiting;
        }
    }

    private ChildRestartStats[] TakeSnapshot()
    {
        lock (_lock) return _snapshot ??= _byName.Values.Where(stats => stats is not null).ToArray();
    }
}
