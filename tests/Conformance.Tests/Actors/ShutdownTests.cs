using Akka;
using Akka.Actor;
using System.Collections.Concurrent;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

public sealed class ShutdownTests
{
    [Fact]
    public async Task Phases_run_in_their_order_and_end_the_system()
    {
        var order = new ConcurrentQueue<string>();
        var system = ActorSystem.Create("shutdown");
        var shutdown = CoordinatedShutdown.Get(system);
        foreach (var phase in new[] { CoordinatedShutdown.PhaseBeforeActorSystemTerminate, CoordinatedShutdown.PhaseServiceStop, CoordinatedShutdown.PhaseBeforeServiceUnbind })
        {
            shutdown.AddTask(phase, "note", () =>
            {
                order.Enqueue(phase);
                return Task.FromResult(Done.Instance);
            });
        }

        Assert.Null(shutdown.ShutdownReason);
        await shutdown.Run(new Reason());
        Assert.IsType<Reason>(shutdown.ShutdownReason);
        Assert.Equal(["before-service-unbind", "service-stop", "before-actor-system-terminate"], order);
        await system.WhenTerminated.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task It_runs_once_whoever_asks()
    {
        var runs = 0;
        var system = ActorSystem.Create("shutdown");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "count", () =>
        {
            Interlocked.Increment(ref runs);
            return Task.FromResult(Done.Instance);
        });
        await Task.WhenAll(shutdown.Run(new Reason()), shutdown.Run(new Reason()), system.Terminate());
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task A_failed_task_does_not_stop_the_shutdown_of_a_phase_that_may_recover()
    {
        var reached = false;
        var system = ActorSystem.Create("shutdown", "akka.loglevel = OFF");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddTask(CoordinatedShutdown.PhaseServiceStop, "fail", () => throw new InvalidOperationException("boom"));
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeActorSystemTerminate, "note", () =>
        {
            reached = true;
            return Task.FromResult(Done.Instance);
        });
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.True(reached);
    }

    [Fact]
    public async Task A_phase_that_takes_too_long_is_left_behind()
    {
        var system = ActorSystem.Create("shutdown", "akka.loglevel = OFF\nakka.coordinated-shutdown.phases.service-stop.timeout = 50ms");
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceStop, "hang", () => new TaskCompletionSource<Done>().Task);
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Applications_actors_end_first_then_the_systems_then_callbacks_run_last_registered_first()
    {
        var order = new ConcurrentQueue<string>();
        var system = (ExtendedActorSystem)ActorSystem.Create("shutdown");
        system.ActorOf(Props.Create(() => new Noter("user", order)));
        system.SystemActorOf(Props.Create(() => new Noter("system", order)));
        system.RegisterOnTermination(() => order.Enqueue("callback 1"));
        system.RegisterOnTermination(() => order.Enqueue("callback 2"));
        await system.Terminate().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["user", "system", "callback 2", "callback 1"], order);
    }

    [Fact]
    public async Task Nothing_can_be_created_in_a_system_that_has_ended()
    {
        var system = ActorSystem.Create("shutdown");
        await system.Terminate();
        Assert.Throws<InvalidOperationException>(() => system.ActorOf(Props.Empty));
    }

    private sealed class Reason : CoordinatedShutdown.Reason;

    private sealed class Noter(string name, ConcurrentQueue<string> order) : ReceiveActor
    {
        protected override void PostStop() => order.Enqueue(name);
    }
}
