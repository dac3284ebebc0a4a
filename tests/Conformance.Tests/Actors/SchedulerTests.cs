using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

public sealed class SchedulerTests : TestKit
{
    [Fact]
    public async Task Messages_come_after_their_delay_the_earlier_first()
    {
        var elapsed = System.Diagnostics.Stopwatch.StartNew();
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(120), TestActor, "later", ActorRefs.NoSender);
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(40), TestActor, "sooner", ActorRefs.NoSender);
        await ExpectMsgAsync("sooner");
        await ExpectMsgAsync("later");
        Assert.True(elapsed.ElapsedMilliseconds >= 115, $"came after {elapsed.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Repeated_messages_come_until_they_are_cancelled()
    {
        var cancelable = Sys.Scheduler.ScheduleTellRepeatedlyCancelable(TimeSpan.Zero, TimeSpan.FromMilliseconds(20), TestActor, "tick", ActorRefs.NoSender);
        for (var i = 0; i < 3; i++) await ExpectMsgAsync("tick");
        cancelable.Cancel();
        await WaitForRadioSilenceAsync(TimeSpan.FromMilliseconds(150), 3);
    }

    [Fact]
    public async Task What_was_cancelled_before_it_was_due_does_not_come()
    {
        var cancelable = Sys.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromMilliseconds(50), TestActor, "never", ActorRefs.NoSender);
        cancelable.Cancel();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(150));
        Assert.True(cancelable.IsCancellationRequested);
    }

    [Fact]
    public void Negative_delays_and_intervals_that_are_no_time_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromMilliseconds(-1), TestActor, "x", ActorRefs.NoSender));
        Assert.Throws<ArgumentOutOfRangeException>(() => Sys.Scheduler.ScheduleTellRepeatedly(TimeSpan.Zero, TimeSpan.Zero, TestActor, "x", ActorRefs.NoSender));
    }

    [Fact]
    public async Task Actions_run_once_or_repeatedly()
    {
        Sys.Scheduler.Advanced.ScheduleOnce(TimeSpan.FromMilliseconds(10), () => TestActor.Tell("once"));
        await ExpectMsgAsync("once");
        var cancelable = new Cancelable(Sys.Scheduler);
        Sys.Scheduler.Advanced.ScheduleRepeatedly(TimeSpan.Zero, TimeSpan.FromMilliseconds(10), () => TestActor.Tell("again"), cancelable);
        await ExpectMsgAsync("again");
        await ExpectMsgAsync("again");
        cancelable.Cancel();
    }

    [Fact]
    public async Task A_cancelable_can_be_cancelled_after_a_delay_and_by_those_it_is_linked_to()
    {
        using var delayed = new Cancelable(Sys.Scheduler, TimeSpan.FromMilliseconds(20));
        await AwaitConditionAsync(() => delayed.IsCancellationRequested, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(5));
        using var source = new Cancelable(Sys.Scheduler);
        var linked = Cancelable.CreateLinkedCancelable(Sys.Scheduler, source);
        Assert.False(linked.IsCancellationRequested);
        source.Cancel();
        Assert.True(linked.IsCancellationRequested);
    }
}
