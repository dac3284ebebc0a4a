using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using System.Collections.Concurrent;
using System.Globalization;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

/// <summary>
/// Many senders, restarts and stops at once. The seed decides who sends what in which order; a failing one stands in the message,
/// and ORC_SEED repeats it.
/// </summary>
public sealed class StressTests() : TestKit("akka.loglevel = OFF\nakka.log-dead-letters = off")
{
    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("ORC_SEED"), out var seed) ? seed : Random.Shared.Next();

    [Fact]
    public async Task No_message_is_lost_doubled_or_overtaken_while_receivers_restart()
    {
        const int Receivers = 20, Senders = 8, Each = 5_000;
        var seed = Seed;
        var ledger = new Ledger(Senders, Receivers);
        var receivers = Enumerable.Range(0, Receivers).Select(r => Sys.ActorOf(Props.Create(() => new Receiver(r, ledger)))).ToArray();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(s => Task.Run(() =>
        {
            var random = new Random(seed + s);
            var next = new int[Receivers];
            for (var i = 0; i < Each; i++)
            {
                var r = random.Next(Receivers);
                if (random.Next(50) == 0) receivers[r].Tell(new InvalidOperationException("restart"));
                receivers[r].Tell(new Numbered(s, next[r]++));
            }

            ledger.Sent[s] = next;
        })));
        foreach (var receiver in receivers) await receiver.Ask<string>("flush", TimeSpan.FromSeconds(20));

        Assert.True(ledger.Faults.IsEmpty, $"ORC_SEED={seed}: {string.Join("; ", ledger.Faults.Take(5))}");
        for (var s = 0; s < Senders; s++)
            for (var r = 0; r < Receivers; r++)
                Assert.True(ledger.Sent[s][r] == ledger.Seen[s][r], $"ORC_SEED={seed}: sender {s} sent {ledger.Sent[s][r]} to {r}, which saw {ledger.Seen[s][r]}");
    }

    [Fact]
    public async Task Every_watcher_is_told_once_of_every_actor_that_ends_under_load()
    {
        const int Count = 500;
        var seed = Seed;
        var random = new Random(seed);
        var actors = Enumerable.Range(0, Count).Select(_ => Sys.ActorOf(Props.Create(() => new Receiver(0, new Ledger(1, 1))))).ToArray();
        var watchers = Enumerable.Range(0, 4).Select(_ => Sys.ActorOf(Props.Create(() => new Watcher(actors, TestActor)))).ToArray();
        foreach (var watcher in watchers) await watcher.Ask<string>("ready", TimeSpan.FromSeconds(10));
        Parallel.ForEach(actors.OrderBy(_ => random.Next()), actor =>
        {
            actor.Tell(new InvalidOperationException("restart"));
            if (actor.Path.Uid % 2 == 0) actor.Tell(PoisonPill.Instance);
            else Sys.Stop(actor);
        });
        for (var i = 0; i < watchers.Length; i++)
        {
            var told = await ExpectMsgAsync<IActorRef[]>(TimeSpan.FromSeconds(20), $"ORC_SEED={seed}");
            Assert.Equal(Count, told.Distinct().Count());
        }

        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Of_actors_that_stop_under_load_each_message_is_processed_or_a_dead_letter_and_once()
    {
        const int Receivers = 50, Senders = 8, Each = 2_000;
        var seed = Seed;
        var ledger = new Ledger(Senders, Receivers);
        var dead = new ConcurrentQueue<(int Receiver, Numbered Message)>();
        Sys.EventStream.Subscribe(Sys.ActorOf(Props.Create(() => new Undertaker(dead))), typeof(DeadLetter));
        var receivers = Enumerable.Range(0, Receivers).Select(r => Sys.ActorOf(Props.Create(() => new Receiver(r, ledger)), $"r{r}")).ToArray();
        Parallel.For(0, Senders, s =>
        {
            var random = new Random(seed + s);
            var next = new int[Receivers];
            for (var i = 0; i < Each; i++)
            {
                var r = random.Next(Receivers);
                if (random.Next(200) == 0) receivers[r].Tell(random.Next(2) == 0 ? PoisonPill.Instance : Kill.Instance);
                receivers[r].Tell(new Numbered(s, next[r]++));
            }

            ledger.Sent[s] = next;
        });
        foreach (var receiver in receivers) receiver.Tell(PoisonPill.Instance);
        var processed = 0;
        AwaitAssert(() => Assert.Equal(Senders * Each, (processed = ledger.Seen.Sum(seen => seen.Sum())) + dead.Count), TimeSpan.FromSeconds(20));

        Assert.True(ledger.Faults.IsEmpty, $"ORC_SEED={seed}: {string.Join("; ", ledger.Faults.Take(5))}");
        Assert.InRange(processed, 1, Senders * Each - 1);
        foreach (var letters in dead.GroupBy(letter => (letter.Message.Sender, letter.Receiver)))
        {
            var (s, r) = letters.Key; // what one sender sent is processed up to the stop, and from there on dead
            Assert.Equal(Enumerable.Range(ledger.Seen[s][r], ledger.Sent[s][r] - ledger.Seen[s][r]), letters.Select(letter => letter.Message.Number).Order());
        }
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed class Ledger(int senders, int receivers)
    {
        public int[][] Sent { get; } = new int[senders][];

        public int[][] Seen { get; } = Enumerable.Range(0, senders).Select(_ => new int[receivers]).ToArray();

        public ConcurrentQueue<string> Faults { get; } = new();
    }

    private sealed class Receiver : ReceiveActor
    {
        public Receiver(int number, Ledger ledger)
        {
            var inside = 0;
            Receive<Numbered>(m =>
            {
                if (Interlocked.Exchange(ref inside, 1) != 0) ledger.Faults.Enqueue($"two threads in receiver {number}");
                var expected = ledger.Seen[m.Sender][number]++;
                if (m.Number != expected) ledger.Faults.Enqueue($"receiver {number} got {m.Number} of sender {m.Sender} in place of {expected}");
                Volatile.Write(ref inside, 0);
            });
            Receive<Exception>(new Action<Exception>(e => throw e));
            Receive<string>(m => Sender.Tell(m));
        }
    }

    private sealed class Undertaker : ReceiveActor
    {
        public Undertaker(ConcurrentQueue<(int, Numbered)> dead) => Receive<DeadLetter>(letter =>
        {
            if (letter.Message is Numbered message) dead.Enqueue((int.Parse(letter.Recipient.Path.Name[1..], CultureInfo.InvariantCulture), message));
        });
    }

    private sealed class Watcher : ReceiveActor
    {
        private readonly List<IActorRef> _told = [];

        public Watcher(IActorRef[] actors, IActorRef reportTo)
        {
            foreach (var actor in actors) Context.Watch(actor);
            Receive<string>(m => Sender.Tell(m));
            Receive<Terminated>(t =>
            {
                _told.Add(t.ActorRef);
                if (_told.Count >= actors.Length) reportTo.Tell(_told.ToArray());
            });
        }
    }
}
