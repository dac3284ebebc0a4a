#nullable disable
using Akka.Dispatch.SysMsg;
using Akka.Event;
using System.Collections.Concurrent;

namespace Akka.Actor.Internal;

/// <summary>The tree of a system without remoting.</summary>
internal sealed class LocalActorRefProvider : IActorRefProvider
{
    private readonly ActorSystemImpl _system;
    private readonly ActorPath _tempPath;
    private readonly RootSupervisor _rootSupervisor;
    private readonly Temporaries _temporaries;
    private LocalActorRef _rootGuardian;
    private long _tempNumber;

    public LocalActorRefProvider(ActorSystemImpl system, EventStream eventStream)
    {
        _system = system;
        RootPath = new RootActorPath(new Address("akka", system.Name));
        _tempPath = RootPath / "temp";
        DeadLetters = new DeadLetterActorRef(this, RootPath / "deadLetters", eventStream);
        _rootSupervisor = new RootSupervisor(this, RootPath / "_Root-guardian-supervisor");
        _temporaries = new Temporaries(this, _tempPath);
    }

    public ActorPath RootPath { get; }

    public Settings Settings => _system.Settings;

    public IActorRef DeadLetters { get; }

    public IInternalActorRef RootGuardian => _rootGuardian;

    public LocalActorRef Guardian { get; private set; }

    public LocalActorRef SystemGuardian { get; private set; }

    public IInternalActorRef TempContainer => _temporaries;

    public Task TerminationTask => _rootSupervisor.Terminated;

    public Address DefaultAddress => RootPath.Address;

    public Serialization.Information SerializationInformation => field ??= new Serialization.Information(DefaultAddress, _system);

    /// <summary>Creates the guardians and starts them.</summary>
    public void Start(Props guardianProps)
    {
        _rootGuardian = New(Props.Create<RootGuardian>(), _rootSupervisor, RootPath);
        Guardian = New(guardianProps, _rootGuardian, new ChildActorPath(RootPath, "user", ActorCell.NewUid()));
        SystemGuardian = New(Props.Create<SystemGuardian>(Guardian), _rootGuardian, new ChildActorPath(RootPath, "system", ActorCell.NewUid()));
        _rootGuardian.Cell.Adopt(Guardian);
        _rootGuardian.Cell.Adopt(SystemGuardian);
        _rootGuardian.SendSystemMessage(new Watch(SystemGuardian, _rootGuardian));
        SystemGuardian.SendSystemMessage(new Watch(Guardian, SystemGuardian));
        _rootGuardian.Start();
        SystemGuardian.Start();
        Guardian.Start();
    }

    public ActorPath TempPath() => new ChildActorPath(_tempPath, "$" + Base64.Encode(Interlocked.Increment(ref _tempNumber) - 1), 0);

    public IActorRef RootGuardianAt(Address address) => address == RootPath.Address ? _rootGuardian : DeadLetters;

    public void RegisterTempActor(IInternalActorRef actorRef, ActorPath path) => _temporaries.Add(path.Name, actorRef);

    public void UnregisterTempActor(ActorPath path) => _temporaries.Remove(path.Name);

    public IActorRef ResolveActorRef(string path) => ActorPath.TryParse(path, out var parsed) ? ResolveActorRef(parsed) : DeadLetters;

    public IActorRef ResolveActorRef(ActorPath actorPath)
    {
        if (actorPath.Address != RootPath.Address) return DeadLetters;
        var names = actorPath.Elements.ToArray();
        if (actorPath.Depth == 0) return _rootGuardian;
        if (names is ["deadLetters"]) return DeadLetters;
        if (actorPath.Uid != 0) names[^1] += "#" + actorPath.Uid.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var found = names[0] == "temp" ? _temporaries.GetChild(names[1..]) : _rootGuardian.GetChild(names);
        return found.IsNobody() ? new EmptyLocalActorRef(this, actorPath, _system.EventStream) : found;
    }

    internal void StopSystemGuardian() => SystemGuardian.Stop();

    private LocalActorRef New(Props props, IInternalActorRef supervisor, ActorPath path) =>
        new(_system, props, _system.Dispatchers.DefaultGlobalDispatcher, null, supervisor, path);

    /// <summary>Stands above the root: its end is the end of the system.</summary>
    private sealed class RootSupervisor(LocalActorRefProvider provider, ActorPath path) : MinimalActorRef
    {
        private readonly TaskCompletionSource _terminated = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Terminated => _terminated.Task;

        public override ActorPath Path => path;

        public override IActorRefProvider Provider => provider;

        public override void SendSystemMessage(ISystemMessage message)
        {
            switch (message)
            {
                case Failed failed:
                    ((IInternalActorRef)failed.Child).Stop();
                    break;
                case DeathWatchNotification:
                    _terminated.TrySetResult();
                    break;
            }
        }
    }

    /// <summary>The temporary actors by name.</summary>
    private sealed class Temporaries(LocalActorRefProvider provider, ActorPath path) : MinimalActorRef
    {
        private readonly ConcurrentDictionary<string, IInternalActorRef> _children = new(StringComparer.Ordinal);

        public override ActorPath Path => path;

        public override IActorRefProvider Provider => provider;

        public override IInternalActorRef Parent => provider._rootGuardian;

        public void Add(string name, IInternalActorRef child) => _children[name] = child;

        public void Remove(string name) => _children.TryRemove(name, out _);

        public override IActorRef GetChild(IReadOnlyList<string> name) =>
            name.Count == 0 ? this : name.Count == 1 && _children.TryGetValue(name[0].Split('#')[0], out var child) ? child : ActorRefs.Nobody;
    }
}
