using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence;
using Xunit;

namespace Akka.Embedded.Tests.Persistence;

public sealed class PersistentActorTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly ActorSystem _system = ActorSystem.Create("persistence", ConfigurationFactory.ParseString("""
        akka.persistence.snapshot-store.plugin = "akka.persistence.snapshot-store.inmem"
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        """));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.Terminate();

    [Fact]
    public async Task Events_come_back_in_order_after_a_restart_of_the_actor()
    {
        var first = Start("order");
        for (var i = 1; i <= 50; i++)
            first.Tell($"e{i}");
        var before = await Log(first);
        await first.GracefulStop(Patience);

        Assert.Equal(Enumerable.Range(1, 50).Select(i => $"e{i}"), before);
        Assert.Equal(before.Append("completed"), await Log(Start("order")));
    }

    [Fact]
    public async Task A_command_waits_until_the_handlers_of_the_events_before_it_have_run()
    {
        var actor = Start("waits");
        actor.Tell("all:a,b,c");
        actor.Tell("d");
        Assert.Equal(["a", "b", "c", "d"], await Log(actor));
    }

    [Fact]
    public async Task What_is_deferred_runs_behind_the_events_before_it()
    {
        var actor = Start("defer");
        actor.Tell("async:a,b");
        Assert.Equal(["a", "b", "deferred"], await LogUntil(actor, 3));
    }

    [Fact]
    public async Task A_snapshot_shortens_the_replay()
    {
        var actor = Start("snapshot");
        actor.Tell("a");
        actor.Tell("b");
        Assert.IsType<SaveSnapshotSuccess>(await actor.Ask<object>("snapshot!", Patience));
        actor.Tell("c");
        await Log(actor);
        await actor.GracefulStop(Patience);
        Assert.Equal(["offer 2", "a", "b", "c", "completed"], await Log(Start("snapshot")));
    }

    private IActorRef Start(string id) => _system.ActorOf(Props.Create(() => new Recorder(id)));

    private static Task<string[]> Log(IActorRef actor) => actor.Ask<string[]>("log?", Patience);

    private static async Task<string[]> LogUntil(IActorRef actor, int count)
    {
        string[] log;
        do
            log = await Log(actor);
        while (log.Length < count);
        return log;
    }

    private sealed class Recorder : ReceivePersistentActor
    {
        private readonly List<string> _log = [];
        private IActorRef? _snapshotAsker;

        public Recorder(string id)
        {
            PersistenceId = id;
            Recover<SnapshotOffer>(offer =>
            {
                _log.Add($"offer {offer.Metadata.SequenceNr}");
                _log.AddRange((string[])offer.Snapshot);
            });
            Recover<RecoveryCompleted>(_ => { if (LastSequenceNr > 0) _log.Add("completed"); });
            Recover<string>(_log.Add);
            Command<string>(c => c == "log?", _ => Sender.Tell(_log.ToArray()));
            Command<string>(c => c == "snapshot!", _ =>
            {
                _snapshotAsker = Sender;
                SaveSnapshot(_log.ToArray());
            });
            Command<string>(c => c.StartsWith("all:", StringComparison.Ordinal), c => PersistAll(c[4..].Split(','), _log.Add));
            Command<string>(c => c.StartsWith("async:", StringComparison.Ordinal), c =>
            {
                PersistAllAsync(c[6..].Split(','), _log.Add);
                DeferAsync("deferred", _log.Add);
            });
            Command<string>(c => Persist(c, _log.Add));
            Command<SaveSnapshotSuccess>(success => _snapshotAsker.Tell(success));
        }

        public override string PersistenceId { get; }
    }
}
