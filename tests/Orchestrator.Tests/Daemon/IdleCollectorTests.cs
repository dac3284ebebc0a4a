using Orchestrator.Daemon;
using Xunit;

namespace Orchestrator.Tests.Daemon;

public sealed class IdleCollectorTests
{
    private long _allocated;
    private int _collections;

    [Fact]
    public void It_collects_once_after_a_burst_and_not_while_work_goes_on_or_when_nothing_happened()
    {
        using var collector = new IdleCollector(() => _allocated, () => _collections++);

        Assert.Equal(0, AfterAllocating(collector, 0));
        Assert.Equal(0, AfterAllocating(collector, IdleCollector.Worthwhile));
        Assert.Equal(0, AfterAllocating(collector, IdleCollector.Quiet));
        Assert.Equal(1, AfterAllocating(collector, IdleCollector.Quiet - 1));
        Assert.Equal(1, AfterAllocating(collector, 0));
    }

    [Fact]
    public void Small_allocations_add_up_to_a_collection()
    {
        using var collector = new IdleCollector(() => _allocated, () => _collections++);

        for (var n = 1; n < 16; n++) Assert.Equal(0, AfterAllocating(collector, IdleCollector.Worthwhile / 16));
        Assert.Equal(1, AfterAllocating(collector, IdleCollector.Worthwhile / 16));
    }

    private int AfterAllocating(IdleCollector collector, long bytes)
    {
        _allocated += bytes;
        collector.Look();
        return _collections;
    }
}
