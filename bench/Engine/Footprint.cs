using Akka.Actor;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>How much memory an actor takes that has started and waits.</summary>
internal static class Footprint
{
    public static async Task<double> OfIdleActor(ActorSystem system, int count)
    {
        var parent = system.ActorOf(Props.Create(() => new Parent(count)));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await parent.Ask<string>("fill");
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;
        await parent.GracefulStop(TimeSpan.FromMinutes(1));
        return (double)taken / count;
    }

    private sealed class Parent : ReceiveActor
    {
        public Parent(int count) => ReceiveAsync<string>(async m =>
        {
            var props = Props.Create(() => new Idle());
            var children = Enumerable.Range(0, count).Select(_ => Context.ActorOf(props)).ToArray();
            foreach (var child in children) await child.Ask<int>(1);
            Sender.Tell(m);
        });
    }

    private sealed class Idle : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message);
    }
}
