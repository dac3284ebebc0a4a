using Orchestrator.Benchmarks.Agents;
using System.Globalization;

namespace Orchestrator.Benchmarks.Events;

/// <summary>What a real daemon takes that watches a hundred silent panes for a hundred subscriptions, beside looking at them every half second.</summary>
internal static class SubscriptionIdle
{
    private const int Panes = 100;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(4), Window = TimeSpan.FromSeconds(12), PollWindow = TimeSpan.FromSeconds(5);

    public static async Task RunAsync(RatioTable table)
    {
        using var home = new DaemonHome();
        home.Tmux("new-session", "-d", "-s", "idle", "-x", "200", "-y", "50", "exec sleep 100000");
        for (var i = 1; i < Panes; i++) home.Tmux("new-window", "-d", "-t", "=idle:", "exec sleep 100000");
        foreach (var pane in home.Tmux("list-panes", "-s", "-t", "=idle:", "-F", "#{pane_id}").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            await home.SubscribeAsync("idle", pane, "error|warning", "log");
        await home.WaitForPipesAsync(Panes);
        await Task.Delay(Settling);
        var daemon = home.DaemonPid;
        var server = int.Parse(home.Tmux("display-message", "-p", "#{pid}"), CultureInfo.InvariantCulture);
        var ours = new CpuMeter(daemon);
        var tmux = new CpuMeter(server);
        await Task.Delay(Window);
        var (percent, ofServer) = (ours.Percent, tmux.Percent);
        var polling = await PollAsync(home, server);
        table.Add($"events: idle processor, {Panes} panes with {Panes} subscriptions", percent, "%", 0.5,
            ("the tmux server meanwhile", ofServer), ("capture-pane of each every 500 ms: the tmux server alone", polling));
        table.Add($"events: idle memory, {Panes} panes with {Panes} subscriptions", CpuMeter.Megabytes(daemon), "MB", 120);
    }

    private static async Task<double> PollAsync(DaemonHome home, int server)
    {
        var panes = home.Tmux("list-panes", "-s", "-t", "=idle:", "-F", "#{pane_id}").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var meter = new CpuMeter(server);
        while (meter.Elapsed < PollWindow)
        {
            foreach (var pane in panes) home.Tmux("capture-pane", "-p", "-t", pane);
            await timer.WaitForNextTickAsync();
        }

        return meter.Percent;
    }
}
