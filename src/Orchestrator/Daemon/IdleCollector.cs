namespace Orchestrator.Daemon;

/// <summary>Gives memory back once a burst of work is over.</summary>
/// <remarks>The runtime collects when programs allocate: a daemon that has fallen silent after a launch or a recovery would keep what that took for days.</remarks>
/// <param name="allocated">How many bytes were ever allocated.</param>
/// <param name="collect">Collects and gives back.</param>
internal sealed class IdleCollector(Func<long> allocated, Action collect) : IDisposable
{
    internal const long Quiet = 1 << 20, Worthwhile = 8 << 20;

    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    private long _seen, _collectedAt;
    private ITimer? _timer;

    /// <summary>Looks every few seconds, from now on.</summary>
    internal static IdleCollector Start(TimeProvider time)
    {
        var collector = new IdleCollector(
            () => GC.GetTotalAllocatedBytes(),
            () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true));
        collector._timer = time.CreateTimer(_ => collector.Look(), null, _interval, _interval);
        return collector;
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>Collects when enough was allocated since the last time and next to nothing since the last look.</summary>
    internal void Look()
    {
        var now = allocated();
        var isQuiet = now - _seen < Quiet;
        _seen = now;
        if (!isQuiet || now - _collectedAt < Worthwhile) return;
        _collectedAt = now;
        collect();
    }
}
