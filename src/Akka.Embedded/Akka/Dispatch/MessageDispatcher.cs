#nullable disable
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Something to run.</summary>
public interface IRunnable : IThreadPoolWorkItem
{
    /// <summary>Runs it.</summary>
    void Run();
}

/// <summary>What dispatchers may use.</summary>
public interface IDispatcherPrerequisites
{
    /// <summary>The system's settings.</summary>
    Actor.Settings Settings { get; }
}

/// <summary>Makes dispatchers from a section of the configuration, which names it by its type.</summary>
public abstract class MessageDispatcherConfigurator
{
    /// <summary>With the dispatcher's section.</summary>
    protected MessageDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
    {
        Config = config;
        Prerequisites = prerequisites;
    }

    /// <summary>The dispatcher's section.</summary>
    public Config Config { get; }

    /// <summary>What dispatchers may use.</summary>
    public IDispatcherPrerequisites Prerequisites { get; }

    /// <summary>A dispatcher, the same or a new one each time.</summary>
    public abstract MessageDispatcher Dispatcher();
}

/// <summary>Gives actors threads to run on.</summary>
public abstract class MessageDispatcher
{
    /// <summary>From its configurator.</summary>
    protected MessageDispatcher(MessageDispatcherConfigurator configurator)
    {
        Configurator = configurator;
        Id = configurator.Config.GetString("id", "");
        Throughput = Math.Max(configurator.Config.GetInt("throughput", 30), 1);
        ThroughputDeadlineTicks = configurator.Config.GetTimeSpan("throughput-deadline-time", TimeSpan.Zero).Ticks;
    }

    /// <summary>Its configurator.</summary>
    public MessageDispatcherConfigurator Configurator { get; }

    /// <summary>The id by which it is configured.</summary>
    public string Id { get; protected set; }

    /// <summary>How many messages an actor processes before others get their turn.</summary>
    public int Throughput { get; set; }

    internal long ThroughputDeadlineTicks { get; }

    /// <summary>Runs an action on one of its threads.</summary>
    public void Schedule(Action run) => ExecuteTask(new ActionRunnable(run));

    /// <summary>Runs a piece of work on one of its threads.</summary>
    public void Schedule(IRunnable run) => ExecuteTask(run);

    internal void End() => Shutdown();

    /// <summary>Runs a mailbox again that has used up its turn: behind all others.</summary>
    internal virtual void Requeue(IRunnable run) => ExecuteTask(run);

    /// <summary>Runs a piece of work on one of its threads.</summary>
    protected abstract void ExecuteTask(IRunnable run);

    /// <summary>Called when the system has ended.</summary>
    protected abstract void Shutdown();
}

/// <summary>An action to run.</summary>
public sealed class ActionRunnable : IRunnable
{
    private readonly Action _action;

    /// <summary>With the action.</summary>
    public ActionRunnable(Action action) => _action = action;

    /// <inheritdoc/>
    public void Run() => _action();

    /// <inheritdoc/>
    public void Execute() => _action();
}

/// <summary>Runs actors on the process's thread pool.</summary>
public class Dispatcher : MessageDispatcher
{
    internal Dispatcher(MessageDispatcherConfigurator configurator) : base(configurator)
    {
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run) =>
        ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: true); // the receiver's turn comes on the sender's core, its message still in the cache

    internal override void Requeue(IRunnable run) =>
        ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false); // else a busy actor would keep its thread for itself

    /// <inheritdoc/>
    protected override void Shutdown()
    {
    }
}
