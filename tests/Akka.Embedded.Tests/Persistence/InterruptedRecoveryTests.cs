using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence;
using Akka.Persistence.Journal;
using Akka.TestKit;
using System.Collections.Concurrent;
using Xunit;

namespace Akka.Embedded.Tests.Persistence;

/// <summary>Actors that are restarted or stopped while they recover.</summary>
public sealed class InterruptedRecoveryTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ActorSystem _system = ActorSystem.Create("permits", ConfigurationFactory.ParseString("""
        akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.persistence.max-concurrent-recoveries = 1
        akka.persistence.journal.plugin = "akka.persistence.journal.silent"
        akka.persistence.journal.silent {
          class = "Akka.Embedded.Tests.Persistence.SilentJournal, Akka.Embedded.Tests"
          plugin-dispatcher = "akka.actor.default-dispatcher"
          recovery-event-timeout = 10s
        }
        """));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.Terminate();

    [Fact]
    public async Task An_actor_that_is_restarted_during_its_recovery_does_not_wait_for_the_permit_that_it_holds_itself()
    {
        var pair = _system.ActorOf(Props.Create(() => new Pair()));
        await Asked("restarted", 1);
        pair.Tell("fail");
        await Asked("restarted", 2);
    }

    [Fact]
    public async Task An_actor_that_is_stopped_during_its_recovery_leaves_no_timer_behind()
    {
        var late = new ConcurrentQueue<DeadLetter>();
        _system.EventStream.Subscribe(_system.ActorOf(Props.Create(() => new Listener(late))), typeof(DeadLetter));
        var recovering = _system.ActorOf(Props.Create(() => new Recovering("stopped")));
        await Asked("stopped", 1);
        _system.Stop(recovering);
        await recovering.GracefulStop(Patience, "no command is taken");
        var heard = late.Count;
        for (var i = 0; i < 3; i++) ((TestScheduler)_system.Scheduler).Advance(TimeSpan.FromSeconds(11));
        var last = new object();
        _system.DeadLetters.Tell(last);
        using var deadline = new CancellationTokenSource(Patience);
        while (!late.Any(letter => ReferenceEquals(letter.Message, last)))
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal([last], late.Skip(heard).Select(letter => letter.Message).Where(message => message is not string));
    }

    /// <summary>Until the journal was asked so many times for an actor's events.</summary>
    private static async Task Asked(string id, int times)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (SilentJournal.Asked.GetValueOrDefault(id) < times) await SilentJournal.Changed.WaitAsync(deadline.Token);
    }

    private sealed class Pair : ReceiveActor
    {
        public Pair()
        {
            Context.ActorOf(Props.Create(() => new Recovering("restarted")));
            var fragile = Context.ActorOf(Props.Create(() => new Fragile()));
            Receive<string>(fragile.Tell);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new AllForOneStrategy(_ => Directive.Restart);
    }

    private sealed class Recovering(string id) : ReceivePersistentActor
    {
        public override string PersistenceId => id;
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(ConcurrentQueue<DeadLetter> late) => Receive<DeadLetter>(late.Enqueue);
    }

    private sealed class Fragile : ReceiveActor
    {
        public Fragile() => ReceiveAny(_ => throw new InvalidOperationException("told to"));
    }
}

/// <summary>Never answers a recovery.</summary>
public sealed class SilentJournal : MemoryJournal
{
    /// <summary>How often it was asked for whose events.</summary>
    public static ConcurrentDictionary<string, int> Asked { get; } = new();

    /// <summary>Released each time that it is asked.</summary>
    public static SemaphoreSlim Changed { get; } = new(0);

    public override Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr)
    {
        Asked.AddOrUpdate(persistenceId, 1, (_, times) => times + 1);
        Changed.Release();
        return new TaskCompletionSource<long>().Task;
    }
}
