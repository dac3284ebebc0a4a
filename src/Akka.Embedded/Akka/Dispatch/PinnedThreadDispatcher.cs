#nullable disable
using System.Collections.Concurrent;

namespace Akka.Dispatch;

/// <summary>Runs one actor on a thread of its own, for actors that block.</summary>
internal sealed class PinnedThreadDispatcher : MessageDispatcher
{
    private readonly BlockingCollection<IRunnable> _work = [];
    private int _started;

    public PinnedThreadDispatcher(MessageDispatcherConfigurator configurator) : base(configurator)
    {
    }

    protected override void ExecuteTask(IRunnable run)
    {
        _work.Add(run);
        if (Interlocked.Exchange(ref _started, 1) == 0) new Thread(Work) { IsBackground = true, Name = Id }.Start();
    }

    protected override void Shutdown() => _work.CompleteAdding();

    private void Work()
    {
        foreach (var work in _work.GetConsumingEnumerable()) work.Run();
    }
}
