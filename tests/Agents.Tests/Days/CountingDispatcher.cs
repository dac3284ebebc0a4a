using Akka.Configuration;
using Akka.Dispatch;

namespace Orchestrator.Agents.Tests.Days;

/// <summary>Runs actors as usual and knows whether any of them has something to do: a busy machine may stop one thread for long while others go on.</summary>
internal sealed class CountingDispatcher(MessageDispatcherConfigurator configurator) : MessageDispatcher(configurator)
{
    private int _busy;

    /// <summary>Whether nothing runs, and nothing waits to be run.</summary>
    public bool IsIdle => Volatile.Read(ref _busy) == 0;

    protected override void ExecuteTask(IRunnable run)
    {
        Interlocked.Increment(ref _busy);
        ThreadPool.UnsafeQueueUserWorkItem(static work =>
        {
            try
            {
                work.run.Run();
            }
            finally
            {
                Interlocked.Decrement(ref work.dispatcher._busy); // what it told others was counted before
            }
        }, (dispatcher: this, run), preferLocal: false);
    }

    protected override void Shutdown()
    {
    }
}

/// <summary>For <c>akka.actor.default-dispatcher.type</c>.</summary>
internal sealed class CountingDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly CountingDispatcher _dispatcher;

    public CountingDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new CountingDispatcher(this);

    public override MessageDispatcher Dispatcher() => _dispatcher;
}
