using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

public sealed class SupervisionTests : TestKit
{
    public static TheoryData<Directive, string> Directives => new()
    {
        { Directive.Resume, "alive 2" },   // the same instance: it remembers both messages
        { Directive.Restart, "alive 1" },  // a new instance: it knows only the last
        { Directive.Stop, "stopped" },
    };

    [Theory]
    [MemberData(nameof(Directives))]
    public async Task A_directive_decides_what_becomes_of_the_child(Directive directive, string outcome)
    {
        var boss = Sys.ActorOf(Props.Create(() => new Boss(new OneForOneStrategy(_ => directive), 1)));
        var child = (await boss.Ask<IActorRef[]>("children", TimeSpan.FromSeconds(5)))[0];
        Watch(child);
        child.Tell("remember");
        child.Tell(new InvalidOperationException("boom"));
        child.Tell("report", TestActor);
        var message = await FishForMessageAsync(m => m is string or Terminated);
        Assert.Equal(outcome, message is Terminated ? "stopped" : message);
    }

    [Fact]
    public async Task An_escalated_failure_is_the_parents_own()
    {
        var top = Sys.ActorOf(Props.Create(() => new Boss(new OneForOneStrategy(_ => Directive.Stop), new OneForOneStrategy(_ => Directive.Escalate))));
        var middle = (await top.Ask<IActorRef[]>("children", TimeSpan.FromSeconds(5)))[0];
        var bottom = (await middle.Ask<IActorRef[]>("children", TimeSpan.FromSeconds(5)))[0];
        Watch(middle);
        bottom.Tell(new InvalidOperationException("boom"));
        await ExpectTerminatedAsync(middle);
    }

    [Fact]
    public async Task One_for_one_leaves_the_siblings_alone_and_all_for_one_does_not()
    {
        Assert.Equal(["alive 1", "alive 2"], await ReportsAfterFailureOfFirst(new OneForOneStrategy(_ => Directive.Restart)));
        Assert.Equal(["alive 1", "alive 1"], await ReportsAfterFailureOfFirst(new AllForOneStrategy(_ => Directive.Restart)));
    }

    [Fact]
    public async Task More_restarts_than_allowed_stop_the_child()
    {
        var boss = Sys.ActorOf(Props.Create(() => new Boss(new OneForOneStrategy(2, TimeSpan.FromMinutes(1), _ => Directive.Restart), 1)));
        var child = (await boss.Ask<IActorRef[]>("children", TimeSpan.FromSeconds(5)))[0];
        Watch(child);
        for (var i = 0; i < 2; i++)
        {
            child.Tell(new InvalidOperationException("boom"));
            Assert.Equal("alive 1", await child.Ask<string>("report", TimeSpan.FromSeconds(5)));
        }

        child.Tell(new InvalidOperationException("boom"));
        await ExpectTerminatedAsync(child);
    }

    [Fact]
    public async Task Restarts_outside_the_window_are_forgotten()
    {
        var boss = Sys.ActorOf(Props.Create(() => new Boss(new OneForOneStrategy(1, TimeSpan.FromMilliseconds(1), _ => Directive.Restart), 1)));
        var child = (await boss.Ask<IActorRef[]>("children", TimeSpan.FromSeconds(5)))[0];
        for (var i = 0; i < 5; i++)
        {
            child.Tell(new InvalidOperationException("boom"));
            Assert.Equal("alive 1", await child.Ask<string>("report", TimeSpan.FromSeconds(5)));
            var elapsed = System.Diagnostics.Stopwatch.StartNew();
            await AwaitConditionAsync(() => elapsed.ElapsedMilliseconds > 5, TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(2));
        }
    }

    [Fact]
    public async Task An_actor_that_cannot_be_created_stops()
    {
        var actor = Sys.ActorOf(Props.Create(() => new Unborn()));
        Watch(actor);
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task Kill_stops_by_default_and_is_a_failure_like_any_other_to_a_strategy()
    {
        var plain = Sys.ActorOf(Props.Create(() => new Worker()));
        Watch(plain);
        plain.Tell(Kill.Instance);
        await ExpectTerminatedAsync(plain);

        var boss = Sys.ActorOf(Props.Create(() => new Boss(new OneForOneStrategy(e => e is ActorKilledException ? Directive.Restart : Directive.Stop), 1)));
        var child = (await boss.Ask<IActorRef[]>("children", TimeSpan.FromSeconds(5)))[0];
        child.Tell("remember");
        child.Tell(Kill.Instance);
        Assert.Equal("alive 1", await child.Ask<string>("report", TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task A_failed_child_takes_no_messages_until_its_supervisor_has_decided()
    {
        var gate = new ManualResetEventSlim();
        var slow = new OneForOneStrategy(_ =>
        {
            gate.Wait(TimeSpan.FromSeconds(5));
            return Directive.Resume;
        });
        var boss = Sys.ActorOf(Props.Create(() => new Boss(slow, 1)));
        var child = (await boss.Ask<IActorRef[]>("children", TimeSpan.FromSeconds(5)))[0];
        child.Tell(new InvalidOperationException("boom"));
        child.Tell("report", TestActor);
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        gate.Set();
        await ExpectMsgAsync("alive 1");
    }

    [Fact]
    public async Task The_default_decider_stops_what_a_restart_cannot_help()
    {
        var decider = SupervisorStrategy.DefaultDecider;
        Assert.Equal(Directive.Stop, decider.Decide(new ActorInitializationException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new ActorKilledException("x")));
        Assert.Equal(Directive.Stop, decider.Decide(new DeathPactException(TestActor)));
        Assert.Equal(Directive.Restart, decider.Decide(new InvalidOperationException("x")));
        await Task.CompletedTask;
    }

    private async Task<string[]> ReportsAfterFailureOfFirst(SupervisorStrategy strategy)
    {
        var boss = Sys.ActorOf(Props.Create(() => new Boss(strategy, 2)));
        var children = await boss.Ask<IActorRef[]>("children", TimeSpan.FromSeconds(5));
        foreach (var child in children) await child.Ask<string>("report", TimeSpan.FromSeconds(5));
        children[0].Tell(new InvalidOperationException("boom"));
        var first = await children[0].Ask<string>("report", TimeSpan.FromSeconds(5));
        return [first, await children[1].Ask<string>("report", TimeSpan.FromSeconds(5))];
    }

    private sealed class Boss : ReceiveActor
    {
        private readonly SupervisorStrategy _strategy;

        public Boss(SupervisorStrategy strategy, int workers)
        {
            _strategy = strategy;
            var children = Enumerable.Range(0, workers).Select(_ => Context.ActorOf(Props.Create(() => new Worker()))).ToArray();
            Receive<string>(_ => Sender.Tell(children));
        }

        public Boss(SupervisorStrategy strategy, SupervisorStrategy below)
        {
            _strategy = strategy;
            IActorRef[] children = [Context.ActorOf(Props.Create(() => new Boss(below, 1)))];
            Receive<string>(_ => Sender.Tell(children));
        }

        protected override SupervisorStrategy SupervisorStrategy() => _strategy;
    }

    private sealed class Worker : ReceiveActor
    {
        private int _seen;

        public Worker()
        {
            Receive<string>(m => m == "remember", _ => _seen++);
            Receive<string>(m => m == "report", _ => Sender.Tell($"alive {++_seen}"));
            Receive<Exception>(new Action<Exception>(e => throw e));
        }
    }

    private sealed class Unborn : ReceiveActor
    {
        public Unborn() => throw new InvalidOperationException("never");
    }
}
