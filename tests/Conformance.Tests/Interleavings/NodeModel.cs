using Akka.Actor;

namespace Orchestrator.Conformance.Tests.Interleavings;

internal enum Phase
{
    Unborn,
    Constructed,
    Running,
    Restarting,
    Dead,
}

/// <summary>
/// What one actor of a program must look like from outside. All runs on one thread, so its mailbox is known exactly: whatever it
/// receives must be the first message there. The first thing that is not as it must be goes to the program.
/// </summary>
internal sealed partial class NodeModel(RandomProgram program, NodeModel? parent, string name, Traits traits)
{
    /// <summary>Stands for a PoisonPill or Kill in the mailbox.</summary>
    public const int Deadly = -1;

    private readonly LinkedList<(int Number, NodeModel? From)> _mailbox = [];
    private readonly List<(int Number, NodeModel? From)> _stash = [];
    private readonly HashSet<NodeModel> _watching = [];
    private readonly HashSet<NodeModel> _perhapsTold = [];
    private readonly Dictionary<int, (int Number, DateTimeOffset Due)> _timers = [];
    private readonly Stack<int> _behaviors = new([0]);
    private (int Number, NodeModel? From) _current;

    public string Name { get; } = name;

    public NodeModel? Parent { get; } = parent;

    public Traits Traits { get; } = traits;

    public List<NodeModel> Children { get; } = [];

    public IActorRef Ref { get; set; } = ActorRefs.Nobody;

    public Phase Phase { get; private set; }

    public int Instance { get; private set; }

    /// <summary>Somebody stopped it, or one above it.</summary>
    public bool IsToStop { get; set; }

    public bool IsAwaiting { get; set; }

    public int Depth => Parent is null ? 0 : Parent.Depth + 1;

    public int Behavior => _behaviors.Peek();

    public int BehaviorCount => _behaviors.Count;

    public int StashCount => _stash.Count;

    /// <summary>What the dead letters must have got of it, in order.</summary>
    public List<int> DeadLetters { get; } = [];

    public void IsSent(int number, NodeModel? from)
    {
        if (Phase != Phase.Dead) _mailbox.AddLast((number, from));
        else if (number != Deadly) DeadLetters.Add(number);
    }

    public void Received(int number, int behavior)
    {
        program.Note($"{Name}.{Instance} receives {number}");
        Expect(Phase == Phase.Running, $"received {number} while {Phase}");
        Expect(!IsAwaiting, $"received {number} while it awaits");
        Expect(behavior == Behavior, $"received {number} with behavior {behavior} in place of {Behavior}");
        Expect(_mailbox.First?.Value.Number == number, $"received {number} in place of {_mailbox.First?.Value.Number.ToString() ?? "nothing"}");
        if (program.IsBroken) return;
        _current = _mailbox.First!.Value;
        _mailbox.RemoveFirst();
        GoesOn(number);
    }

    public void Stashes()
    {
        program.Note($"{Name} stashes {_current.Number}");
        _stash.Add(_current);
    }

    public void Unstashes(bool all)
    {
        program.Count("unstashed", _stash.Count);
        program.Note($"{Name} unstashes {(all ? "all" : "one")}");
        var back = all ? _stash.ToArray() : [.. _stash.Take(1)];
        _stash.RemoveRange(0, back.Length);
        foreach (var envelope in back.Reverse()) _mailbox.AddFirst(envelope);
    }

    public void Becomes(int behavior, bool stacked)
    {
        if (!stacked) _behaviors.Pop();
        _behaviors.Push(behavior);
    }

    public void Unbecomes() => _behaviors.Pop();

    public void Watches(NodeModel other)
    {
        program.Note($"{Name} watches {other.Name}");
        _watching.Add(other);
    }

    public void Unwatches(NodeModel other)
    {
        program.Note($"{Name} no longer watches {other.Name}");
        _watching.Remove(other);
        _perhapsTold.Remove(other);
    }

    public void StartsTimer(int key, int number, TimeSpan delay)
    {
        program.Note($"{Name} starts timer {key} with {number}");
        _timers[key] = (number, program.Now + delay);
    }

    public void CancelsTimer(int key)
    {
        program.Note($"{Name} cancels timer {key}");
        _timers.Remove(key);
    }

    /// <summary>It received the message of a timer.</summary>
    public void IsReminded(int key, int number)
    {
        program.Note($"{Name}.{Instance} is reminded of {number} by timer {key}");
        program.Count("reminders");
        Expect(Phase == Phase.Running && !IsAwaiting, $"was reminded while {Phase}");
        Expect(_timers.Remove(key, out var timer) && timer.Number == number, $"was reminded of {number} by timer {key}, which was replaced or cancelled");
        Expect(timer.Due <= program.Now, $"was reminded of {number} too early");
        GoesOn(number);
    }

    /// <summary>It received the notice that another one has ended.</summary>
    public void IsToldOfTheEndOf(NodeModel other)
    {
        program.Note($"{Name}.{Instance} is told that {other.Name} ended");
        program.Count("told of ends");
        if (other.Phase == Phase.Restarting) other.Dies(); // stopped between two instances
        Expect(other.Phase == Phase.Dead, $"was told of the end of {other.Name}, which is {other.Phase}");
        Expect(_watching.Remove(other) || _perhapsTold.Remove(other), $"was told of the end of {other.Name} twice, or without watching it");
        Expect(!_mailbox.Any(envelope => envelope.From == other), $"was told of the end of {other.Name} before the last message from it");
        Expect(Phase == Phase.Running && !IsAwaiting, $"was told of an end while {Phase}");
    }

    /// <summary>With nothing left to run, an actor that lives has taken all its messages and knows of every end.</summary>
    public void IsQuiet()
    {
        if (Phase == Phase.Dead || IsHeldUp) return;
        Expect(Phase == Phase.Running, $"rests while {Phase}");
        Expect(!IsToStop, "was to stop, and lives");
        Expect(_mailbox.Count == 0, $"rests with {_mailbox.Count} messages waiting, {_mailbox.First?.Value.Number} first");
        foreach (var (key, timer) in _timers) Expect(timer.Due > program.Now, $"never got the message of timer {key}");
        foreach (var ended in _watching) Expect(ended.Phase != Phase.Dead, $"was never told of the end of {ended.Name}");
        IsDecided();
    }

    private void Dies()
    {
        Phase = Phase.Dead;
        DeadLetters.AddRange(_stash.Concat(_mailbox).Select(envelope => envelope.Number).Where(number => number != Deadly));
        _watching.Clear();
        _timers.Clear();
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds) program.Break($"{Name}.{Instance} {otherwise}");
    }
}
