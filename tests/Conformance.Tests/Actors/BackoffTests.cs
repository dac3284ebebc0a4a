using Akka.Actor;
using Akka.Pattern;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

public sealed class BackoffTests() : TestKit("akka.loglevel = OFF")
{
    private static readonly TimeSpan Min = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Max = TimeSpan.FromMilliseconds(400);

    private Props Child => Props.Create(() => new Fragile(TestActor));

    [Fact]
    public async Task A_child_that_stopped_is_started_again_after_a_wait_as_another_actor()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(Child, "child", Min, Max, 0.0)));
        var first = await ExpectMsgAsync<IActorRef>();
        var clock = System.Diagnostics.Stopwatch.StartNew();
        supervisor.Tell("stop");
        var second = await ExpectMsgAsync<IActorRef>();
        Assert.NotEqual(first, second);
        Assert.Equal(first.Path, second.Path);
        Assert.True(clock.Elapsed >= Min, $"came back after {clock.Elapsed}");
    }

    [Fact]
    public async Task Each_wait_is_twice_as_long_as_the_last_until_the_count_is_reset()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(Child, "child", Min, Max, 0.0).WithManualReset()));
        await ExpectMsgAsync<IActorRef>();
        foreach (var wait in new[] { Min, 2 * Min, 4 * Min })
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            supervisor.Tell("stop");
            await ExpectMsgAsync<IActorRef>();
            Assert.True(clock.Elapsed >= wait, $"came back after {clock.Elapsed}, not {wait}");
        }

        Assert.Equal(3, (await supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance)).Count);
        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        Assert.Equal(0, (await supervisor.Ask<BackoffSupervisor.RestartCount>(BackoffSupervisor.GetRestartCount.Instance)).Count);
    }

    [Fact]
    public async Task A_failure_is_a_restart_after_a_wait_for_OnFailure_and_a_stop_ends_it()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnFailure(Child, "child", Min, Max, 0.0)));
        Watch(supervisor);
        var first = await ExpectMsgAsync<IActorRef>();
        supervisor.Tell("fail");
        Assert.NotEqual(first, await ExpectMsgAsync<IActorRef>());
        supervisor.Tell("stop");
        await ExpectTerminatedAsync(supervisor);
    }

    [Fact]
    public async Task More_starts_than_allowed_end_the_supervisor()
    {
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(Backoff.OnStop(Child, "child", Min, Max, 0.0, 1).WithManualReset()));
        Watch(supervisor);
        await ExpectMsgAsync<IActorRef>();
        supervisor.Tell("stop");
        await ExpectMsgAsync<IActorRef>();
        supervisor.Tell("stop");
        await ExpectTerminatedAsync(supervisor);
    }

    [Fact]
    public async Task Messages_pass_through_and_are_answered_for_while_the_child_is_away()
    {
        var options = Backoff.OnStop(Child, "child", TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), 0.0).WithReplyWhileStopped("away");
        var supervisor = Sys.ActorOf(BackoffSupervisor.Props(options));
        var child = await ExpectMsgAsync<IActorRef>();
        supervisor.Tell("hello");
        await ExpectMsgAsync("hello");
        Assert.Equal(child, LastSender);
        Assert.Equal(child, (await supervisor.Ask<BackoffSupervisor.CurrentChild>(BackoffSupervisor.GetCurrentChild.Instance)).Ref);
        Watch(child);
        supervisor.Tell("stop");
        await ExpectTerminatedAsync(child);
        await AwaitAssertAsync(async () => Assert.Equal("away", await supervisor.Ask<string>("hello", TimeSpan.FromSeconds(1))));
    }

    private sealed class Fragile : ReceiveActor
    {
        private readonly IActorRef _reportTo;

        public Fragile(IActorRef reportTo)
        {
            _reportTo = reportTo;
            Receive<string>(m => m == "fail", new Action<string>(_ => throw new InvalidOperationException("boom")));
            Receive<string>(m => m == "stop", _ => Context.Stop(Self));
            Receive<string>(m => Sender.Tell(m));
        }

        protected override void PreStart() => _reportTo.Tell(Self);
    }
}
