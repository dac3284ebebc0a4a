#nullable disable
using Akka.Actor.Internal;

namespace Akka.Actor;

internal partial class ActorCell
{
    private readonly ChildrenContainer _children = new();
    private long _nextName = -1;

    /// <summary>The children's statistics, for supervisor strategies.</summary>
    public IReadOnlyCollection<ChildRestartStats> ChildStats => _children.Stats;

    public IActorRef ActorOf(Props props, string name = null) => MakeChild(props, name);

    /// <summary>Creates a child from any thread; only guardians allow that.</summary>
    public IActorRef AttachChild(Props props, string name = null) => MakeChild(props, name);

    public ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, System);

    public ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, System, Self);

    /// <summary>The children at the moment of the enumeration, which nobody pays for who does not enumerate.</summary>
    public IEnumerable<IInternalActorRef> GetChildren()
    {
        foreach (var stats in _children.Stats) yield return stats.Child;
    }

    IEnumerable<IActorRef> IActorContext.GetChildren() => GetChildren();

    public IActorRef Child(string name) => _children.TryGetStats(name, out var stats) ? stats.Child : ActorRefs.Nobody;

    public IInternalActorRef GetSingleChild(string name)
    {
        var hash = name.IndexOf('#', StringComparison.Ordinal);
        if (!_children.TryGetStats(hash < 0 ? name : name[..hash], out var stats)) return ActorRefs.Nobody;
        if (hash >= 0 && !(long.TryParse(name.AsSpan(hash + 1), out var uid) && uid == stats.Uid)) return ActorRefs.Nobody;
        return stats.Child;
    }

    public void Stop(IActorRef child)
    {
        if (_children.TryGetStats(child, out _)) _children.ShallDie(child);
        ((IInternalActorRef)child).Stop();
    }

    /// <summary>Registers a child that was made elsewhere.</summary>
    internal void Adopt(IInternalActorRef child)
    {
        _children.Reserve(child.Path.Name);
        _children.Add(child);
    }

    internal string NextRandomName() => "$" + Base64.Encode(Interlocked.Increment(ref _nextName));

    private IInternalActorRef MakeChild(Props props, string name)
    {
        if (name is null) name = NextRandomName();
        else CheckName(name);
        _children.Reserve(name);
        IInternalActorRef child;
        try
        {
            var path = new ChildActorPath(Self.Path, name, NewUid());
            child = SystemImpl.NewLocalActor(props, _self, path);
            _children.Add(child);
        }
        catch
        {
            _children.Unreserve(name);
            throw;
        }

        child.Start();
        return child;
    }

    internal static void CheckName(string name)
    {
        if (name.Length == 0) throw new InvalidActorNameException("Actor name must not be empty.");
        if (!ActorPath.IsValidPathElement(name))
        {
            throw new InvalidActorNameException($"Illegal actor name [{name}]. A name must not start with '$' and may contain only "
                + $"ASCII letters, digits, and the special characters {ActorPath.ValidSymbols}");
        }
    }

    internal static long NewUid() => Random.Shared.NextInt64(1, int.MaxValue);
}
