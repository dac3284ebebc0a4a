using Akka.Actor;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Engine;

/// <summary>How many messages, asks and actors a second.</summary>
internal static class Throughput
{
    private static readonly object Message = new();

    /// <summary>Senders (actors) to receivers, each sender spreading its share evenly.</summary>
    public static async Task<double> Tell(ActorSystem system, int senders, int receivers, int messages)
    {
        var done = new Countdown(receivers);
        var each = messages / receivers;
        var sinks = Enumerable.Range(0, receivers).Select(_ => system.ActorOf(Props.Create(() => new Sink(each, done)))).ToArray();
        var share = messages / senders;
        var sources = Enumerable.Range(0, senders).Select(_ => system.ActorOf(Props.Create(() => new Source(sinks, share)))).ToArray();
        var clock = Stopwatch.StartNew();
        foreach (var source in sources) source.Tell(Message, ActorRefs.NoSender);
        await done.Task;
        clock.Stop();
        foreach (var actor in sinks.Concat(sources)) system.Stop(actor);
        return messages / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Pairs that send one message back and forth, side by side.</summary>
    public static async Task<double> PingPong(ActorSystem system, int pairs, int rounds)
    {
        var done = new Countdown(pairs);
        var actors = new List<IActorRef>();
        for (var i = 0; i < pairs; i++)
        {
            var pong = system.ActorOf(Props.Create(() => new Player(int.MaxValue, done)));
            var ping = system.ActorOf(Props.Create(() => new Player(rounds, done)));
            actors.AddRange([ping, pong]);
        }

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < pairs; i++) actors[2 * i].Tell(Message, actors[(2 * i) + 1]);
        await done.Task;
        clock.Stop();
        foreach (var actor in actors) system.Stop(actor);
        return 2.0 * pairs * rounds / clock.Elapsed.TotalSeconds;
    }

    public static async Task<double> Ask(ActorSystem system, int asks)
    {
        var responder = system.ActorOf(Props.Create(() => new Responder()));
        for (var i = 0; i < 20_000; i++) await responder.Ask<int>(i).ConfigureAwait(false);
        var clock = Stopwatch.StartNew();
        for (var i = 0; i < asks; i++) await responder.Ask<int>(i).ConfigureAwait(false);
        return asks / clock.Elapsed.TotalSeconds;
    }

    public static async Task<double> Create(ActorSystem system, int count)
    {
        var done = new Countdown(count);
        var props = Props.Create(() => new Starter(done));
        var parent = system.ActorOf(Props.Create(() => new Nursery(props, count)));
        var clock = Stopwatch.StartNew();
        parent.Tell(Message, ActorRefs.NoSender);
        await done.Task;
        clock.Stop();
        await parent.GracefulStop(TimeSpan.FromMinutes(1));
        return count / clock.Elapsed.TotalSeconds;
    }

    internal sealed class Countdown(int count)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = count;

        public Task Task => _done.Task;

        public void Signal()
        {
            if (Interlocked.Decrement(ref _left) == 0) _done.SetResult();
        }
    }

    private sealed class Sink(int expected, Countdown done) : UntypedActor
    {
        private int _seen;

        protected override void OnReceive(object message)
        {
            if (++_seen == expected) done.Signal();
        }
    }

    private sealed class Source(IActorRef[] sinks, int count) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            for (var i = 0; i < count; i++) sinks[i % sinks.Length].Tell(message, Self);
        }
    }

    private sealed class Player(int rounds, Countdown done) : UntypedActor
    {
        private int _seen;

        protected override void OnReceive(object message)
        {
            if (++_seen > rounds) done.Signal();
            else Sender.Tell(message, Self);
        }
    }

    private sealed class Starter(Countdown done) : UntypedActor
    {
        protected override void PreStart() => done.Signal();

        protected override void OnReceive(object message)
        {
        }
    }

    private sealed class Nursery(Props props, int count) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            for (var i = 0; i < count; i++) Context.ActorOf(props);
        }
    }
}
