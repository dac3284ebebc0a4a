using Akka.Actor;
using Xunit;

namespace Akka.Embedded.Tests.Sql;

public sealed class SqlDamageTests : SqlFixture
{
    [Fact]
    public async Task A_damaged_page_costs_its_rows_and_is_reported()
    {
        await Fill(actors: 4, events: 200);
        Overwrite(TableLeafInTheMiddle());

        var back = await ReadBack(4);

        Assert.All(back, notes => Assert.Equal(Enumerable.Range(1, notes.Length).Select(i => $"{i}{new string('x', 100)}"), notes)); // no gap, nothing foreign
        Assert.Contains(back, notes => notes.Length < 200);
        Assert.Contains(back, notes => notes.Length > 0);
        var report = await System.IO.File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(File)!, FilesBeside.Single(name => name.EndsWith(".txt", StringComparison.Ordinal))));
        Assert.Contains("was damaged", report, StringComparison.Ordinal);
        Assert.Contains("journal: saved", report, StringComparison.Ordinal);
        Assert.Contains("lost", report, StringComparison.Ordinal);
        Assert.Contains(FilesBeside, name => name.Contains(".damaged-", StringComparison.Ordinal) && !name.EndsWith(".txt", StringComparison.Ordinal));
        Assert.Equal(["ok"], Query("PRAGMA quick_check"));
    }

    [Fact]
    public async Task A_file_cut_short_is_salvaged()
    {
        await Fill(actors: 2, events: 300);
        using (var stream = System.IO.File.OpenWrite(File))
            stream.SetLength(stream.Length * 2 / 3 / 4096 * 4096);
        var back = await ReadBack(2);
        Assert.All(back, notes => Assert.Equal(Enumerable.Range(1, notes.Length).Select(i => $"{i}{new string('x', 100)}"), notes));
        Assert.Contains(FilesBeside, name => name.Contains(".damaged-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_newer_schema_is_refused_and_left_alone()
    {
        await Fill(actors: 1, events: 1);
        Query("PRAGMA user_version = 2");
        Assert.Equal("stopped", await RecoveryOutcome());
        Assert.Equal(["2"], Query("PRAGMA user_version"));
        Query("PRAGMA user_version = 1");
        Assert.Single(Assert.Single(await ReadBack(1)));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_alone()
    {
        await System.IO.File.WriteAllTextAsync(File, new string('?', 10_000));
        Assert.Equal("stopped", await RecoveryOutcome());
        Assert.Equal(10_000, new FileInfo(File).Length);
        Assert.DoesNotContain(FilesBeside, name => name.Contains("damaged", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_write_that_the_database_refuses_stops_that_actor_alone()
    {
        await Fill(actors: 1, events: 1);
        Query("CREATE TRIGGER full BEFORE INSERT ON journal WHEN NEW.persistence_id = 'n1' BEGIN SELECT RAISE(ABORT, 'no room'); END");
        var outcome = await WithSystem(async system =>
        {
            var refused = system.ActorOf(Notebook.Props("n1"));
            refused.Tell("x");
            await refused.WatchAsync(Patience);
            return await system.ActorOf(Notebook.Props("n2")).Ask<long>("y", Patience);
        });
        Assert.Equal(1L, outcome);
    }

    private Task<string> RecoveryOutcome() => WithSystem(async system =>
    {
        await system.ActorOf(Notebook.Props("n0")).WatchAsync(Patience);
        return "stopped";
    });

    private Task<long[]> Fill(int actors, int events) => WithSystem(system => Task.WhenAll(Enumerable.Range(0, actors).Select(i =>
        system.ActorOf(Notebook.Props($"n{i}")).Ask<long>(Enumerable.Range(1, events).Select(e => $"{e}{new string('x', 100)}").ToArray(), Patience))));

    private Task<string[][]> ReadBack(int actors) => WithSystem(system => Task.WhenAll(Enumerable.Range(0, actors).Select(i =>
        system.ActorOf(Notebook.Props($"n{i}")).Ask<string[]>(new Notebook.Read(), Patience))));

    private long TableLeafInTheMiddle()
    {
        var bytes = System.IO.File.ReadAllBytes(File);
        var leaves = Enumerable.Range(1, bytes.Length / 4096 - 1).Where(page => bytes[page * 4096] == 13).ToList(); // 13: leaf of a table
        return leaves[leaves.Count / 2] * 4096L;
    }

    private void Overwrite(long offset)
    {
        using var stream = System.IO.File.OpenWrite(File);
        stream.Position = offset;
        stream.Write(Enumerable.Repeat((byte)0xFF, 4096).ToArray());
    }
}
