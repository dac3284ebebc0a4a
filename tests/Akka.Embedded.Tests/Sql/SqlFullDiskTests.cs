using Akka.Actor;
using Akka.Event;
using Akka.Persistence;
using System.Threading.Channels;
using Xunit;

namespace Akka.Embedded.Tests.Sql;

/// <summary>A disk that is really full, or may not be written.</summary>
public sealed class SqlFullDiskTests : SqlFixture
{
    private const string Logged = "akka.loglevel = ERROR\nakka.loggers = []";
    private static readonly string _page = new('x', 2_000);

    private string Disk => Path.GetDirectoryName(File)!;

    [SmallDiskFact]
    public async Task On_a_full_disk_the_actor_stops_and_goes_on_in_the_same_system_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(Disk, "512k");
        await WithSystem(async system =>
        {
            var errors = Errors(system);
            var answered = await StoreUntilItStops(system, "a");
            Assert.InRange(answered, 1, 1_000);
            await Until(errors, said => said.Contains(File, StringComparison.Ordinal) && said.Contains("full", StringComparison.Ordinal));

            var reader = system.ActorOf(Notebook.Props("a")); // reading needs no room
            Assert.Equal(answered, (await reader.Ask<string[]>(new Notebook.Read(), Patience)).Length);
            await StopsOn(reader, _page); // still full

            await disk.RemountAsync("size=8m");
            var next = system.ActorOf(Notebook.Props("a"));
            Assert.Equal(answered + 1, await next.Ask<long>($"{answered + 1}{_page}", Patience));
            return answered;
        }, Logged);
        Assert.Equal(["ok"], Query("PRAGMA integrity_check"));
        var back = await WithSystem(system => system.ActorOf(Notebook.Props("a")).Ask<string[]>(new Notebook.Read(), Patience));
        Assert.Equal(Enumerable.Range(1, back.Length).Select(i => $"{i}{_page}"), back);
    }

    [SmallDiskFact]
    public async Task Of_many_actors_that_meet_a_full_disk_none_loses_what_it_was_answered()
    {
        const int Actors = 20;
        await using var disk = await SmallDisk.MountAsync(Disk, "1m");
        var answered = await WithSystem(system => Task.WhenAll(Enumerable.Range(0, Actors).Select(i => StoreUntilItStops(system, $"n{i}"))));
        await disk.RemountAsync("size=16m");
        var back = await WithSystem(system => Task.WhenAll(Enumerable.Range(0, Actors).Select(i =>
            system.ActorOf(Notebook.Props($"n{i}")).Ask<string[]>(new Notebook.Read(), Patience))));
        for (var i = 0; i < Actors; i++)
            Assert.Equal(Enumerable.Range(1, (int)answered[i]).Select(e => $"{e}{_page}"), back[i]);
        Assert.Contains(answered, count => count > 0);
    }

    [SmallDiskFact]
    public async Task A_snapshot_or_deletion_that_finds_no_room_is_told_and_the_actor_goes_on()
    {
        await using var disk = await SmallDisk.MountAsync(Disk, "512k");
        await WithSystem(async system =>
        {
            await StoreUntilItStops(system, "other");
            var actor = system.ActorOf(Notebook.Props("other"));
            var failure = await actor.Ask<SaveSnapshotFailure>(new Notebook.Keep(), Patience);
            Assert.Contains("full", failure.Cause.Message, StringComparison.Ordinal);
            Assert.Contains("full", (await actor.Ask<DeleteMessagesFailure>(new Notebook.Shorten(long.MaxValue), Patience)).Cause.Message, StringComparison.Ordinal);
            await disk.RemountAsync("size=8m");
            await actor.Ask<SaveSnapshotSuccess>(new Notebook.Keep(), Patience);
            return await actor.Ask<long>("room", Patience);
        });
    }

    [SmallDiskFact]
    public async Task A_system_that_starts_on_a_full_disk_says_so_and_goes_on_once_there_is_room()
    {
        await using var disk = await SmallDisk.MountAsync(Disk, "1m");
        await WithSystem(system => system.ActorOf(Notebook.Props("a")).Ask<long>("1", Patience));
        using (var filler = System.IO.File.Create(Path.Combine(Disk, "filler")))
            Fill(filler);
        await WithSystem(async system =>
        {
            var errors = Errors(system);
            await StopsOn(system.ActorOf(Notebook.Props("a")), "2");
            await Until(errors, said => said.Contains("full", StringComparison.Ordinal));
            System.IO.File.Delete(Path.Combine(Disk, "filler"));
            return await system.ActorOf(Notebook.Props("a")).Ask<long>("2", Patience);
        }, Logged);
        Assert.Equal(["1", "2"], Query("SELECT sequence_number FROM journal"));
    }

    [SmallDiskFact]
    public async Task A_disk_that_may_only_be_read_stops_actors_with_a_reason_until_it_may_be_written()
    {
        await using var disk = await SmallDisk.MountAsync(Disk, "8m");
        await WithSystem(system => system.ActorOf(Notebook.Props("a")).Ask<long>("1", Patience));
        await disk.RemountAsync("ro");
        await WithSystem(async system =>
        {
            var errors = Errors(system);
            await StopsOn(system.ActorOf(Notebook.Props("a")), "2");
            await Until(errors, said => said.Contains(File, StringComparison.Ordinal) && said.Contains("who may write there", StringComparison.Ordinal));
            await disk.RemountAsync("rw");
            return await system.ActorOf(Notebook.Props("a")).Ask<long>("2", Patience);
        }, Logged);
        Assert.Equal(["1", "2"], Query("SELECT sequence_number FROM journal"));
    }

    [Fact]
    public async Task A_database_opened_for_reading_replays_and_refuses_to_store()
    {
        await WithSystem(system => system.ActorOf(Notebook.Props("a")).Ask<long>("1", Patience));
        var readOnly = $$"""
            {{Logged}}
            akka.persistence.journal.sql.connection-string = "Data Source={{File}};Mode=ReadOnly"
            akka.persistence.snapshot-store.sql.connection-string = "Data Source={{File}};Mode=ReadOnly"
            """;
        await WithSystem(async system =>
        {
            var errors = Errors(system);
            var actor = system.ActorOf(Notebook.Props("a"));
            Assert.Equal(["1"], await actor.Ask<string[]>(new Notebook.Read(), Patience));
            await StopsOn(actor, "2");
            await Until(errors, said => said.Contains("Failed to persist", StringComparison.Ordinal) && said.Contains("can't be written", StringComparison.Ordinal));
            return 0;
        }, readOnly);
        Assert.Equal(["1"], Query("SELECT sequence_number FROM journal"));
    }

    /// <summary>Stores pages, one by one, until there is no answer because the actor has stopped.</summary>
    /// <returns>The number of the last event that was answered.</returns>
    private static async Task<long> StoreUntilItStops(ActorSystem system, string id)
    {
        var actor = system.ActorOf(Notebook.Props(id));
        var stopped = actor.WatchAsync(Patience);
        for (var answered = 0L; ; answered++)
        {
            var answer = actor.Ask<long>($"{answered + 1}{_page}", Patience);
            if (await Task.WhenAny(answer, stopped) == stopped && !answer.IsCompletedSuccessfully)
                return answered;
            Assert.Equal(answered + 1, await answer);
        }
    }

    private static async Task StopsOn(IActorRef actor, string note)
    {
        actor.Tell(note);
        await actor.WatchAsync(Patience);
    }

    private static ChannelReader<string> Errors(ActorSystem system)
    {
        var errors = Channel.CreateUnbounded<string>();
        var writer = errors.Writer;
        system.EventStream.Subscribe(system.ActorOf(Props.Create(() => new Listener(writer))), typeof(Error));
        return errors.Reader;
    }

    private static async Task Until(ChannelReader<string> errors, Predicate<string> isIt)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!isIt(await errors.ReadAsync(deadline.Token))) { }
    }

    private static void Fill(FileStream file)
    {
        try
        {
            while (true)
            {
                file.Write(new byte[4096]);
                file.Flush();
            }
        }
        catch (IOException)
        {
            file.SetLength(file.Length / 4096 * 4096);
        }
    }

    private sealed class Listener : ReceiveActor
    {
        public Listener(ChannelWriter<string> errors) => Receive<Error>(error => errors.TryWrite($"{error.Message} {error.Cause?.Message}"));
    }
}
