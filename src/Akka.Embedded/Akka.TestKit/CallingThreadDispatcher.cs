using Akka.Configuration;
using Akka.Dispatch;

namespace Akka.TestKit;

/// <summary>Runs an actor on the thread of whoever sends to it, before the sending returns.</summary>
public class CallingThreadDispatcher : MessageDispatcher
{
    /// <summary>Its id in the configuration.</summary>
    public static new string Id = "akka.test.calling-thread-dispatcher";

    /// <summary>From its configurator.</summary>
    public CallingThreadDispatcher(MessageDispatcherConfigurator configurator) : base(configurator)
    {
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run) => run.Run();

    /// <inheritdoc/>
    protected override void Shutdown()
    {
    }
}

/// <summary>Makes the dispatcher.</summary>
public class CallingThreadDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CallingThreadDispatcher _dispatcher;

    /// <summary>With the dispatcher's section.</summary>
    public CallingThreadDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites) : base(config, prerequisites) =>
        _dispatcher = new CallingThreadDispatcher(this);

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}
