using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Terminals;
using Orchestrator.Benchmarks.Tmux;
using Orchestrator.Runtime.Journal;
using Orchestrator.TmuxAdapter;
using System.Diagnostics;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>From a message that is stored to its submit in a program that edits its input, and whose outcome is stored too.</summary>
internal static class DeliveryBenchmark
{
    private const int Messages = 200, WarmUp = 30, Peers = 10;

    // Stored by each delivery: the message, the intent and the outcome.
    private const int EventsEach = 3;

    public static async Task RunAsync(RatioTable table)
    {
        var composer = $"{Checkout.Launcher} rehearse --composer plain --hooks off";
        var peers = await FixedDelayAsync(composer);
        var bare = await BareAsync(composer);
        var ours = await OursAsync(composer);
        table.Add("delivery: stored → submitted, composer, p50", ours.Percentile(50) / 1000, "ms", 30,
            ("paste, 500 ms, Enter by forks, as peers do", peers.Percentile(50) / 1000),
            ("adapter alone: paste, 12 ms of quiet, Enter", bare.Percentile(50) / 1000));
        table.Add("delivery: the same, p99", ours.Percentile(99) / 1000, "ms", null, ("adapter alone", bare.Percentile(99) / 1000));
        var line = await OursAsync("cat");
        table.Add("delivery: stored → submitted, cat, p50", line.Percentile(50) / 1000, "ms", 30, ("paste, 500 ms, Enter by forks, as peers do", peers.Percentile(50) / 1000));
    }

    private static async Task<Samples> OursAsync(string command)
    {
        using var home = new AgentHome();
        var samples = new Samples();
        await using (var tree = await AgentTree.StartAsync(home))
        {
            await tree.LaunchAsync(home, agents: 2, command);
            await tree.AllDeliveredAsync(2);
            var target = AgentTree.Agent(0);
            var id = $"agent/{target}";
            var last = new JournalReader(home.Database).ReadAfter(0, int.MaxValue).Where(row => row.PersistenceId == id).Max(row => row.SequenceNr);
            for (var i = 0; i < WarmUp + Messages; i++, last += EventsEach)
            {
                await tree.AskAgentAsync<MessagingMessages.MessageAccepted>(target, new MessagingMessages.SendMessage("user", $"Message {i} of ordinary length, as agents write them."));
                var stored = await tree.Events.StoredAsync(id, last + 1);
                var submitted = await tree.Events.StoredAsync(id, last + EventsEach);
                if (i >= WarmUp) samples.Add(Stopwatch.GetElapsedTime(stored, submitted));
            }
        }

        return samples;
    }

    private static async Task<Samples> BareAsync(string command)
    {
        await using var bench = await BenchServer.StartAsync();
        var signals = new PaneSignals(TimeProvider.System);
        var pane = await bench.Server.CreateWindowAsync(bench.Window("sh", "-c", "exec " + command) with { Output = new Sink(signals) });
        await signals.QuietAsync(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(5), default);
        var samples = new Samples();
        for (var i = 0; i < WarmUp + Messages; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var echo = signals.NextOutput();
            await pane.PasteAsync($"[#{i} from user]\nMessage {i} of ordinary length, as agents write them.", new PasteOptions());
            await signals.OutputAsync(echo, TimeSpan.FromSeconds(1), default);
            await signals.QuietAsync(TimeSpan.FromMilliseconds(12), TimeSpan.FromSeconds(2), default);
            await pane.PressEnterAsync();
            if (i >= WarmUp) samples.AddSince(start);
        }

        return samples;
    }

    internal static async Task<Samples> FixedDelayAsync(string command)
    {
        await using var bench = await BenchServer.StartAsync();
        var pane = await bench.Server.CreateWindowAsync(bench.Window("sh", "-c", "exec " + command));
        var samples = new Samples();
        for (var i = 0; i < Peers; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await bench.ForkAsync("set-buffer", "-b", "peer", $"Message {i} of ordinary length, as agents write them.");
            await bench.ForkAsync("paste-buffer", "-p", "-d", "-b", "peer", "-t", pane.PaneId);
            await Task.Delay(500);
            await bench.ForkAsync("send-keys", "-t", pane.PaneId, "Enter");
            samples.AddSince(start);
        }

        return samples;
    }

    private sealed class Sink(PaneSignals signals) : IPaneOutputSink
    {
        public bool OnOutput(ReadOnlySpan<byte> bytes)
        {
            signals.Output();
            return true;
        }
    }
}
