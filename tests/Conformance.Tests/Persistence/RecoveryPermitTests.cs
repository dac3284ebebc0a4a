using Akka.Actor;
using Akka.Persistence;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Persistence;

/// <summary>Only so many actors recover at once.</summary>
public sealed class RecoveryPermitTests() : TestKit(TroubledJournal.Configuration + "\nakka.persistence.max-concurrent-recoveries = 2")
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task One_that_has_recovered_lets_the_next_begin()
    {
        using var gate = new ManualResetEventSlim();
        try
        {
            TakeBothPermits(gate);
            Start("c", gate);
            await ExpectNoMsgAsync(Short);
        }
        finally
        {
            gate.Set();
        }

        await ExpectMsgAsync("c recovers");
    }

    [Fact]
    public async Task One_that_stops_while_it_waits_takes_no_permit_with_it()
    {
        using var gate = new ManualResetEventSlim();
        try
        {
            TakeBothPermits(gate);
            var impatient = Start("c", gate);
            Watch(impatient);
            Sys.Stop(impatient);
            await ExpectTerminatedAsync(impatient);
            Start("d", gate);
            await ExpectNoMsgAsync(Short);
        }
        finally
        {
            gate.Set();
        }

        await ExpectMsgAsync("d recovers");
        Start("e", gate);
        Start("f", gate);
        ExpectMsgAllOf("e recovers", "f recovers");
    }

    [Fact]
    public void Recoveries_that_fail_give_their_permits_back()
    {
        using var gate = new ManualResetEventSlim(initialState: true);
        var silent = new[] { Start("silent-1", gate), Start("silent-2", gate) }; // the journal never answers these
        foreach (var actor in silent) Watch(actor);
        Start("c", gate);
        var seen = ReceiveN(3, TimeSpan.FromSeconds(10)); // in any order: the first end lets c begin
        Assert.Contains("c recovers", seen);
        Assert.Equal(2, seen.OfType<Terminated>().Count());
    }

    [Fact]
    public async Task One_that_throws_at_the_end_of_its_recovery_gives_its_permit_back()
    {
        using var gate = new ManualResetEventSlim(initialState: true);
        Start("throws-1", gate);
        Start("throws-2", gate);
        ExpectMsgAllOf("throws-1 recovers", "throws-2 recovers");
        Start("c", gate);
        await FishForMessageAsync(m => m is "c recovers");
    }

    private void TakeBothPermits(ManualResetEventSlim gate)
    {
        Start("a", gate);
        Start("b", gate);
        ExpectMsgAllOf("a recovers", "b recovers");
    }

    private IActorRef Start(string id, ManualResetEventSlim gate) => Sys.ActorOf(Props.Create(() => new Slow(id, TestActor, gate)));

    /// <summary>Its recovery lasts until a gate opens; one whose id begins with "throws" throws then, and is stopped.</summary>
    private sealed class Slow : ReceivePersistentActor
    {
        public Slow(string id, IActorRef probe, ManualResetEventSlim gate)
        {
            PersistenceId = id;
            Recover<RecoveryCompleted>(_ =>
            {
                probe.Tell($"{id} recovers");
                gate.Wait(TimeSpan.FromSeconds(20));
                if (id.StartsWith("throws", StringComparison.Ordinal)) throw new ActorKilledException("told to");
            });
        }

        public override string PersistenceId { get; }
    }
}
