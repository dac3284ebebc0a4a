#nullable disable
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Something to run.</summary>
public interface IRunnable : IThreadPoolWorkItem
{
    /// <summary>Runs it.</summary>
    void Run();
}

/// <summary>Gives actors threads to run on.</summary>
public abstract class MessageDispatcher
{
    private readonly Config _config;

    internal MessageDispatcher(string id, Config config)
    {
        Id = id;
        _config = config;
        Throughput = config.GetInt("throughput", 30);
        ThroughputDeadlineTicks = config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero, allowInfinite: false).Ticks;
    }

    /// <summary>The id by which it is configured.</summary>
    public string Id { get; protected set; }

    /// <summary>How many messages an actor processes before others get their turn.</summary>
    public int Throughput { get; set; }

    internal long ThroughputDeadlineTicks { get; }

    internal Config Config => _config;

    /// <summary>Runs an action on one of its threads.</summary>
    public void Schedule(Action run) => Execute(new ActionWorkItem(run));

    internal abstract void Execute(IThreadPoolWorkItem work);

    internal virtual void Shutdown()
    {
    }

    private sealed class ActionWorkItem(Action action) : IThreadPoolWorkItem
    {
        public void Execute() => action();
    }
}

/// <summary>Runs actors on the process's thread pool.</summary>
public class Dispatcher : MessageDispatcher
{
    internal Dispatcher(string id, Config config) : base(id, config)
    {
    }

    internal override void Execute(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
}
