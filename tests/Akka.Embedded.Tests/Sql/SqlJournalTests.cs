using Akka.Actor;
using Akka.Persistence;
using Xunit;

namespace Akka.Embedded.Tests.Sql;

public sealed class SqlJournalTests : SqlFixture
{
    [Fact]
    public async Task Events_are_there_again_in_the_next_system()
    {
        await WithSystem(async system =>
        {
            var notebook = system.ActorOf(Notebook.Props("a"));
            Assert.Equal(1L, await notebook.Ask<long>("one", Patience));
            return await notebook.Ask<long>(new[] { "two", "three" }, Patience);
        });
        Assert.Equal(["one", "two", "three"], await ReadBack("a"));
    }

    [Fact]
    public async Task Rows_look_as_those_of_Akka_Persistence_Sql()
    {
        await WithSystem(system => system.ActorOf(Notebook.Props("a")).Ask<long>("one", Patience));
        Assert.Equal(["0|a|1|\"one\"||1|36"], Query("SELECT deleted, persistence_id, sequence_number, CAST(message AS TEXT), manifest, identifier, length(writer_uuid) FROM journal"));
        Assert.Equal(["wal"], Query("PRAGMA journal_mode"));
        Assert.Equal(["1"], Query("PRAGMA user_version"));
        Assert.Equal(["1"], Query("SELECT created BETWEEN 638000000000000000 AND 700000000000000000 FROM journal"));
    }

    [Fact]
    public async Task Deleting_keeps_the_highest_deleted_row_as_a_marker_and_numbers_go_on()
    {
        await WithSystem(async system =>
        {
            var notebook = system.ActorOf(Notebook.Props("a"));
            await notebook.Ask<long>(new[] { "1", "2", "3" }, Patience);
            return await notebook.Ask<DeleteMessagesSuccess>(new Notebook.Shorten(long.MaxValue), Patience);
        });
        Assert.Equal(["3|True"], Query("SELECT sequence_number, deleted FROM journal").ConvertAll(row => row.Replace("|1", "|True", StringComparison.Ordinal)));
        Assert.Empty(await ReadBack("a"));
        Assert.Equal(4L, await WithSystem(system => system.ActorOf(Notebook.Props("a")).Ask<long>("4", Patience)));
    }

    [Fact]
    public async Task A_snapshot_carries_state_over_deleted_events()
    {
        await WithSystem(async system =>
        {
            var notebook = system.ActorOf(Notebook.Props("a"));
            await notebook.Ask<long>(new[] { "1", "2" }, Patience);
            await notebook.Ask<SaveSnapshotSuccess>(new Notebook.Keep(), Patience);
            await notebook.Ask<DeleteMessagesSuccess>(new Notebook.Shorten(2), Patience);
            return await notebook.Ask<long>("3", Patience);
        });
        Assert.Equal(["1", "2", "3"], await ReadBack("a"));
    }

    [Fact]
    public async Task Many_actors_store_at_once_and_each_gets_its_own_events_back()
    {
        const int Actors = 100, Events = 20;
        await WithSystem(async system =>
        {
            var notebooks = Enumerable.Range(0, Actors).Select(i => system.ActorOf(Notebook.Props($"n{i}"))).ToList();
            return await Task.WhenAll(notebooks.SelectMany((notebook, i) => Enumerable.Range(0, Events).Select(e => notebook.Ask<long>($"{i}-{e}", Patience))));
        });
        Assert.Equal([$"{Actors * Events}"], Query("SELECT count(*) FROM journal"));
        var back = await WithSystem(system => Task.WhenAll(Enumerable.Range(0, Actors).Select(i => system.ActorOf(Notebook.Props($"n{i}")).Ask<string[]>(new Notebook.Read(), Patience))));
        for (var i = 0; i < Actors; i++)
            Assert.Equal(Enumerable.Range(0, Events).Select(e => $"{i}-{e}"), back[i]);
    }

    [Fact]
    public async Task A_number_that_another_writer_used_fails_that_actor_alone()
    {
        await WithSystem(async system =>
        {
            var first = system.ActorOf(Notebook.Props("same"));
            var second = system.ActorOf(Notebook.Props("same"));
            await first.Ask<string[]>(new Notebook.Read(), Patience);
            await second.Ask<string[]>(new Notebook.Read(), Patience);
            await first.Ask<long>("first", Patience);
            var other = system.ActorOf(Notebook.Props("other"));
            second.Tell("second");
            await second.WatchAsync(Patience);
            return await other.Ask<long>("fine", Patience);
        });
        Assert.Equal(["first"], await ReadBack("same"));
    }

    private Task<string[]> ReadBack(string id) => WithSystem(system => system.ActorOf(Notebook.Props(id)).Ask<string[]>(new Notebook.Read(), Patience));
}

internal static class ActorTermination
{
    /// <summary>Ends when an actor has stopped.</summary>
    public static async Task WatchAsync(this IActorRef actor, TimeSpan patience)
    {
        // GracefulStop watches first; an actor that stops by itself ends it too.
        await actor.GracefulStop(patience, new Notebook.Read());
    }
}
