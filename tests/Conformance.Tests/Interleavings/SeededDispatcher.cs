using Akka.Configuration;
using Akka.Dispatch;

namespace Orchestrator.Conformance.Tests.Interleavings;

/// <summary>Runs actors one at a time, on the thread that calls <see cref="Step"/>; a random number says which one is next.</summary>
public sealed class SeededDispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
{
    public const string Name = "seeded";

    public const string Configuration = $$"""
        {{Name}} {
          type = "Orchestrator.Conformance.Tests.Interleavings.SeededDispatcherConfigurator, Orchestrator.Conformance.Tests"
          throughput = 1
        }
        """;

    private readonly Lock _lock = new();
    private readonly List<IRunnable> _ready = [];

    /// <summary>Gives one of the ready actors its turn.</summary>
    /// <returns>False when none is ready.</returns>
    public bool Step(Random random)
    {
        IRunnable next;
        lock (_lock)
        {
            if (_ready.Count == 0) return false;
            var index = random.Next(_ready.Count);
            next = _ready[index];
            _ready.RemoveAt(index);
        }

        next.Run();
        return true;
    }

    protected override void ExecuteTask(IRunnable run)
    {
        lock (_lock) _ready.Add(run);
    }

    protected override void Shutdown()
    {
    }
}

/// <summary>Named in the configuration; one dispatcher a system.</summary>
public sealed class SeededDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly SeededDispatcher _dispatcher;

    public SeededDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
        _dispatcher = new SeededDispatcher(this);

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
