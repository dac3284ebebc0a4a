#nullable disable
using System.Collections.Concurrent;
using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>Runs one actor on a thread of its own, for actors that block.</summary>
internal sealed class PinnedDispatcher : MessageDispatcher
{
    private readonly BlockingCollection<IThreadPoolWorkItem> _work = [];
    private int _started;

    public PinnedDispatcher(string id, Config config) : base(id, config)
    {
    }

    internal override void Execute(IThreadPoolWorkItem work)
    {
        _work.Add(work);
        if (Interlocked.Exchange(ref _started, 1) == 0) new Thread(Run) { IsBackground = true, Name = Id }.Start();
    }

    internal override void Shutdown() => _work.CompleteAdding();

    private void Run()
    {
        foreach (var work in _work.GetConsumingEnumerable()) work.Execute();
    }
}
