using Akka.Actor;
using Akka.Event;
using Akka.TestKit;

namespace Orchestrator.Conformance.Tests.Interleavings;

/// <summary>A random tree of actors that tell, watch, stash, await, fail and stop as a seed says, in the order that it says.</summary>
internal sealed class RandomProgram(ActorSystem system, SeededDispatcher dispatcher, int seed)
{
    private const int Most = 16;
    private const string End = "end";
    private readonly List<NodeModel> _nodes = [];
    private readonly List<TaskCompletionSource> _gates = [];
    private readonly Dictionary<Exception, FaultModel> _faults = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<NodeModel, List<int>> _deadLetters = [];
    private readonly TestScheduler _clock = (TestScheduler)system.Scheduler;
    private int _unsent = 150;
    private bool _isLate;
    private int _numbers;

    public Random Random { get; } = new(seed);

    /// <summary>Virtual time.</summary>
    public DateTimeOffset Now => _clock.Now;

    public List<string> History { get; } = [];

    /// <summary>How often what happened.</summary>
    public Dictionary<string, int> Counts { get; } = [];

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Fault { get; private set; }

    public bool IsBroken => Fault is not null;

    public void Run(string name)
    {
        var ear = new DeadLetterEar(system, Hear);
        system.EventStream.Subscribe(ear, typeof(DeadLetter));
        dispatcher.Throughput = Random.Next(1, 4);
        Spawn(null, system, name);
        while (!IsBroken && (Step() || Stimulate())) { }
        foreach (var node in _nodes) node.IsQuiet();
        _nodes[0].Ref.Tell(End, ActorRefs.NoSender);
        while (!IsBroken && dispatcher.Step(Random)) { }
        system.EventStream.Unsubscribe(ear);
        CheckEnd();
    }

    public void Spawn(NodeModel? parent, IActorRefFactory factory, string? name = null)
    {
        if (_nodes.Count == Most) return;
        var model = new NodeModel(this, parent, $"n{_nodes.Count}", Traits.Draw(Random, isRoot: parent is null));
        _nodes.Add(model);
        parent?.Children.Add(model);
        Note($"{parent?.Name} spawns {model.Name}");
        model.Ref = factory.ActorOf(Props.Create(() => new Node(this, model)).WithDispatcher(SeededDispatcher.Name), name ?? model.Name);
    }

    /// <summary>Any actor, a living one rather than a dead one.</summary>
    public NodeModel Draw()
    {
        var drawn = _nodes[Random.Next(_nodes.Count)];
        return drawn.Phase == Phase.Dead && Random.Next(3) > 0 ? _nodes[Random.Next(_nodes.Count)] : drawn;
    }

    public NodeModel NodeOf(IActorRef actor) => _nodes.Single(node => node.Ref.Equals(actor));

    public void Send(NodeModel? from, IActorRef? sender)
    {
        if (_unsent == 0) return;
        _unsent--;
        var receiver = Draw();
        var number = Number();
        Note($"{from?.Name ?? "outside"} sends {number} to {receiver.Name}");
        receiver.IsSent(number, from);
        receiver.Ref.Tell(new Work(number), sender ?? ActorRefs.NoSender);
    }

    public int Number() => ++_numbers;

    public Task Gate()
    {
        var gate = new TaskCompletionSource();
        _gates.Add(gate);
        Count("awaits");
        return gate.Task;
    }

    public FaultException NewFault() => new(Random.Next(FaultException.Kinds), _faults.Count);

    public FaultModel Add(FaultModel fault) => _faults[fault.Exception] = fault;

    public FaultModel? FaultOf(Exception exception) => _faults.GetValueOrDefault(exception);

    public void Note(string what) => History.Add(what);

    public void Count(string what, int times = 1) => Counts[what] = Counts.GetValueOrDefault(what) + times;

    public void Break(string fault)
    {
        Fault ??= fault;
        Note($"WRONG: {fault}");
    }

    private bool Step()
    {
        if (Random.Next(8) == 0) Stimulate();
        return dispatcher.Step(Random);
    }

    private bool Stimulate()
    {
        if (_gates.Count > 0 && (_unsent == 0 || Random.Next(2) == 0))
        {
            var gate = _gates[Random.Next(_gates.Count)];
            _gates.Remove(gate);
            gate.SetResult();
            return true;
        }

        if (_unsent > 0)
        {
            if (Random.Next(4) == 0) Pass(Random.Next(20));
            else Send(null, null);
            return true;
        }

        if (_isLate) return false;
        _isLate = true;
        Pass(1_000); // whatever is due
        return true;
    }

    private void Pass(int milliseconds)
    {
        Note($"{milliseconds} ms pass");
        _clock.Advance(TimeSpan.FromMilliseconds(milliseconds));
    }

    private void Hear(DeadLetter letter)
    {
        if (letter.Message is not Work work) return;
        Note($"dead letter {work.Number}");
        Count("dead letters");
        var node = NodeOf(letter.Recipient);
        if (!_deadLetters.TryGetValue(node, out var numbers)) _deadLetters[node] = numbers = [];
        numbers.Add(work.Number);
    }

    private void CheckEnd()
    {
        if (IsBroken) return;
        foreach (var node in _nodes)
        {
            var got = _deadLetters.GetValueOrDefault(node) ?? [];
            if (node.Phase != Phase.Dead) Break($"{node.Name} lives on below an actor that was stopped");
            else if (!got.SequenceEqual(node.DeadLetters)) Break($"{node.Name} left the dead letters {string.Join(' ', got)} in place of {string.Join(' ', node.DeadLetters)}");
        }
    }

    /// <summary>Hears of dead letters at once, on the thread that wrote them.</summary>
    private sealed class DeadLetterEar(ActorSystem system, Action<DeadLetter> hear) : MinimalActorRef
    {
        public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems) / "ear";

        public override IActorRefProvider Provider => ((ExtendedActorSystem)system).Provider;

        protected override void TellInternal(object message, IActorRef sender) => hear((DeadLetter)message);
    }
}
