using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

/// <summary>With the test kit's scheduler, whose time the test moves.</summary>
public sealed class TimerTests() : Akka.TestKit.Xunit2.TestKit(ConfigurationFactory.ParseString(
    "akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\""))
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TestScheduler Time => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task A_single_timer_fires_once_and_is_then_inactive()
    {
        var actor = Create();
        await Tell(actor, t => t.StartSingleTimer("k", "tick", Second));
        Time.Advance(Second);
        await ExpectMsgAsync("tick");
        Assert.False(await actor.Ask<bool>(new IsActive("k"), Second));
        Time.Advance(Second);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_periodic_timer_fires_until_it_is_cancelled()
    {
        var actor = Create();
        await Tell(actor, t => t.StartPeriodicTimer("k", "tick", Second));
        for (var i = 0; i < 3; i++)
        {
            Time.Advance(Second);
            await ExpectMsgAsync("tick");
        }

        await Tell(actor, t => t.Cancel("k"));
        Time.Advance(Second);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task The_message_of_a_replaced_timer_that_waits_in_the_mailbox_is_not_delivered()
    {
        var actor = Create();
        var gate = new ManualResetEventSlim();
        await Tell(actor, t => t.StartSingleTimer("k", "old", Second));
        actor.Tell((Action<ITimerScheduler>)(t =>
        {
            gate.Wait(TimeSpan.FromSeconds(5));
            t.StartSingleTimer("k", "new", Second);
        }), TestActor);
        Time.Advance(Second); // the old message is in the mailbox, behind the one that waits
        gate.Set();
        await ExpectMsgAsync("done");
        Assert.True(await actor.Ask<bool>(new IsActive("k"), Second)); // answered behind the old message
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(20));
        Time.Advance(Second);
        await ExpectMsgAsync("new");
    }

    [Fact]
    public async Task The_message_of_a_cancelled_timer_that_waits_in_the_mailbox_is_not_delivered()
    {
        var actor = Create();
        var gate = new ManualResetEventSlim();
        await Tell(actor, t => t.StartSingleTimer("k", "tick", Second));
        actor.Tell((Action<ITimerScheduler>)(t =>
        {
            gate.Wait(TimeSpan.FromSeconds(5));
            t.CancelAll();
        }), TestActor);
        Time.Advance(Second);
        gate.Set();
        await ExpectMsgAsync("done");
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Timers_end_with_the_instance_that_started_them()
    {
        var actor = Create();
        await Tell(actor, t => t.StartPeriodicTimer("k", "tick", Second));
        await EventFilter.Exception<InvalidOperationException>().ExpectOneAsync(async () =>
        {
            actor.Tell(new InvalidOperationException("boom"));
            await Task.CompletedTask;
        });
        Assert.False(await actor.Ask<bool>(new IsActive("k"), Second));
        Time.Advance(Second);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task Timers_of_different_keys_do_not_know_each_other()
    {
        var actor = Create();
        await Tell(actor, t =>
        {
            t.StartSingleTimer("a", "first", Second);
            t.StartSingleTimer("b", "second", 2 * Second);
        });
        Time.Advance(Second);
        await ExpectMsgAsync("first");
        Time.Advance(Second);
        await ExpectMsgAsync("second");
    }

    private IActorRef Create() => Sys.ActorOf(Props.Create(() => new Timed(TestActor)));

    private async Task Tell(IActorRef actor, Action<ITimerScheduler> work)
    {
        actor.Tell(work, TestActor);
        await ExpectMsgAsync("done");
    }

    private sealed record IsActive(object Key);

    private sealed class Timed : ReceiveActor, IWithTimers
    {
        public Timed(IActorRef reportTo)
        {
            Receive<Action<ITimerScheduler>>(work =>
            {
                work(Timers);
                reportTo.Tell("done");
            });
            Receive<IsActive>(m => Sender.Tell(Timers.IsTimerActive(m.Key)));
            Receive<Exception>(new Action<Exception>(e => throw e));
            Receive<string>(reportTo.Tell);
        }

        public ITimerScheduler Timers { get; set; } = null!;
    }
}
