using Microsoft.Data.Sqlite;
using Orchestrator.Benchmarks.Agents;
using Orchestrator.Benchmarks.Persistence;
using Orchestrator.Benchmarks.Tmux;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Orchestrator.Benchmarks.Events;

/// <summary>Occurrences of a pattern that a daemon stores as firings: at 10,000 a second, and as quickly as it can. Each is looked for in the journal.</summary>
internal static partial class StoredFirings
{
    private const int PerSecond = 10_000, Steady = 50_000, Flood = 200_000, Step = 100;

    public static async Task RunAsync(RatioTable table)
    {
        var (lag, _) = await StoreAsync(Steady, PerSecond);
        table.Add($"events: {PerSecond} occurrences/s for {Steady / PerSecond} s, all {Steady} stored; last write → last stored", lag.TotalMilliseconds, "ms", 1_000);
        var (_, rate) = await StoreAsync(Flood, null);
        table.AddRate($"events: {Flood} occurrences at once, all stored", rate, "/s", PerSecond, ("bare: FIFO, regex, SQLite, a transaction a read", await BareAsync(Flood)));
    }

    /// <param name="events">How many lines with one occurrence each.</param>
    /// <param name="perSecond">How quickly they are written; null for as quickly as the pane takes them.</param>
    private static async Task<(TimeSpan Lag, double Rate)> StoreAsync(int events, int? perSecond)
    {
        using var home = new DaemonHome();
        var (terminal, pane) = home.Silent("events");
        await using var _ = terminal;
        await home.SubscribeAsync("events", pane, "event-\\d+", "log");
        await home.WaitForPipesAsync(1);
        var clock = Stopwatch.StartNew();
        for (var at = 1; at <= events; at += Step)
        {
            await terminal.WriteAsync(Lines(at, Step));
            var due = perSecond is { } rate ? TimeSpan.FromSeconds((double)(at + Step - 1) / rate) - clock.Elapsed : TimeSpan.Zero;
            if (due > TimeSpan.Zero) await Task.Delay(due);
        }

        var written = clock.Elapsed;
        while (await home.CountsAsync() is var (fired, leftOut) && fired < events)
        {
            if (leftOut > 0) throw new InvalidOperationException($"{leftOut} occurrences were left out.");
            await Task.Delay(5);
        }

        var all = clock.Elapsed;
        Verify(home.Database, events);
        return (all - written, events / all.TotalSeconds);
    }

    /// <summary>The journal holds each occurrence, once and in order.</summary>
    private static void Verify(string database, int events)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var select = connection.CreateCommand();
        select.CommandText = "SELECT message FROM journal WHERE manifest = 'subscription.fired.v1' ORDER BY ordering";
        using var rows = select.ExecuteReader();
        var next = 1;
        for (; rows.Read(); next++)
        {
            var match = JsonDocument.Parse((byte[])rows.GetValue(0)).RootElement.GetProperty("occurrence").GetProperty("match").GetString();
            if (match != string.Create(CultureInfo.InvariantCulture, $"event-{next}")) throw new InvalidOperationException($"Firing {next} is stored as {match}.");
        }

        if (next != events + 1) throw new InvalidOperationException($"{next - 1} of {events} firings are stored.");
    }

    /// <summary>The least that does as much: no actor, no encoding, no terminal.</summary>
    private static async Task<double> BareAsync(int events)
    {
        await using var bench = await BenchServer.StartAsync();
        var pane = await bench.Server.CreateWindowAsync(bench.Window("sleep", "1000"));
        using var database = new BareSqlite(Path.Combine(bench.Folder, "bare.db"));
        var (found, rest) = (0, "");
        using var reader = await BareReader.StartAsync(bench, pane, (buffer, count) =>
        {
            var text = rest + Encoding.UTF8.GetString(buffer, 0, count);
            var end = text.LastIndexOf('\n') + 1;
            rest = text[end..];
            var matches = Event().Count(text.AsSpan(0, end));
            if (matches > 0) database.Insert(matches, matches);
            Volatile.Write(ref found, found + matches);
        });
        await using var terminal = new FileStream(pane.Tty, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        await Task.Delay(200); // until the pipe is read
        var clock = Stopwatch.StartNew();
        for (var at = 1; at <= events; at += Step) await terminal.WriteAsync(Lines(at, Step));
        while (Volatile.Read(ref found) < events) await Task.Delay(1);
        return events / clock.Elapsed.TotalSeconds;
    }

    private static byte[] Lines(int first, int count)
    {
        var text = new StringBuilder();
        for (var i = first; i < first + count; i++) text.Append(CultureInfo.InvariantCulture, $"event-{i} of the log\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    [GeneratedRegex("event-\\d+")]
    private static partial Regex Event();
}
