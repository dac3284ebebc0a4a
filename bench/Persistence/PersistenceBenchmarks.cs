using Akka.Actor;
using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Benchmarks.Persistence;

/// <summary>Storing and recovering events on SQLite (WAL, synchronous=FULL), beside bare SQLite with the same table on the same disk.</summary>
public static class PersistenceBenchmarks
{
    private const int OneByOne = 4_000;
    private const int Batches = 300;
    private const int BatchSize = 100;
    private const int Actors = 1_000;
    private const int EventsEach = 100;
    private static TimeSpan _cpu;
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    public static async Task RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("bench-persistence-").FullName;
        try
        {
            var rows = new List<Row>();
            using (var bare = new BareSqlite(Path.Combine(directory, "bare.db")))
            {
                await using (var warm = await JournalHost.StartAsync(Path.Combine(directory, "warm.db")))
                    await StoreOneByOne(warm.System, 500);
                var file = Path.Combine(directory, "ours.db");
                await using (var host = await JournalHost.StartAsync(file))
                {
                    rows.Add(Measured("one by one", OneByOne, await Time(() => StoreOneByOne(host.System, OneByOne)), Time(() => bare.Insert(OneByOne, 1))));
                    rows.Add(Measured($"PersistAll of {BatchSize}", Batches * BatchSize, await Time(() => StoreBatches(host.System)), Time(() => bare.Insert(Batches * BatchSize, BatchSize))));
                    rows.Add(Measured($"{Actors:N0} actors x {EventsEach}", Actors * EventsEach, await Time(() => StoreWithManyActors(host.System)), Time(() => bare.Insert(Actors * EventsEach, BatchSize))));
                }
                await using (var host = await JournalHost.StartAsync(file))
                    rows.Add(Measured($"recovery of {Actors:N0} x {EventsEach}", Actors * EventsEach, await Time(() => RecoverManyActors(host.System)), Time(bare.ReadAll)));
            }
            Print(rows);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task StoreOneByOne(ActorSystem system, int count)
    {
        var actor = system.ActorOf(Counter.Props("one"));
        for (var i = 0; i < count; i++)
            await actor.Ask<Counter.Stored>(new Counter.Store(1), _patience);
    }

    private static async Task StoreBatches(ActorSystem system)
    {
        var actor = system.ActorOf(Counter.Props("batches"));
        for (var i = 0; i < Batches; i++)
            await actor.Ask<Counter.Stored>(new Counter.Store(BatchSize), _patience);
    }

    private static async Task StoreWithManyActors(ActorSystem system)
    {
        var actors = Enumerable.Range(0, Actors).Select(i => system.ActorOf(Counter.Props($"many-{i}"))).ToList();
        for (var e = 1; e < EventsEach; e++)
            foreach (var actor in actors)
                actor.Tell(new Counter.Store(1), ActorRefs.NoSender);
        await Task.WhenAll(actors.Select(actor => actor.Ask<Counter.Stored>(new Counter.Store(1), _patience)));
    }

    private static async Task RecoverManyActors(ActorSystem system)
    {
        var totals = await Task.WhenAll(Enumerable.Range(0, Actors).Select(i => system.ActorOf(Counter.Props($"many-{i}")).Ask<Counter.Total>(new Counter.GetTotal(), _patience)));
        if (totals.Any(total => total.Events != EventsEach))
            throw new InvalidOperationException("An actor did not recover all its events.");
    }

    private static double Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task<double> Time(Func<Task> action)
    {
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        await action();
        _cpu = Environment.CpuUsage.TotalTime - cpu;
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static Row Measured(string what, int events, double seconds, double bareSeconds) =>
        new(what, events / seconds, events / bareSeconds, _cpu.TotalMicroseconds / events);

    private static void Print(List<Row> rows)
    {
        Console.WriteLine($"{"events/s",-26}{"journal",12}{"bare SQLite",14}{"ratio",8}{"CPU us/event",15}");
        foreach (var row in rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.What,-26}{row.Ours,12:N0}{row.Bare,14:N0}{row.Ours / row.Bare,8:N2}{row.CpuMicroseconds,15:N1}"));
    }

    /// <summary>One line; processor time says more than events a second where the machine has other work.</summary>
    private sealed record Row(string What, double Ours, double Bare, double CpuMicroseconds);
}
