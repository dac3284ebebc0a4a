using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>What a real daemon with a hundred silent agents takes, beside the tmux server at the same time.</summary>
internal static class IdleBenchmark
{
    private const int Agents = 100;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(8), Window = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(RatioTable table)
    {
        using var home = new AgentHome();
        var project = Directory.CreateDirectory(home.At("project")).FullName;
        var spec = home.At("spec.md");
        await File.WriteAllTextAsync(spec, "# Bench\n\nGOAL: figures\n");
        home.Orc("--version"); // which builds the program where that is still to be done
        var start = Stopwatch.GetTimestamp();
        home.Orc("launch", "--spec", spec, "--project", project, "--name", "bench", "--roles", $"developer:{Agents - 1}", "--agent-command", "cat");
        table.Add($"launch: orc launch of {Agents} windows, start of the daemon included", Stopwatch.GetElapsedTime(start).TotalSeconds, "s", null);

        var daemon = JsonDocument.Parse(home.Orc("daemon", "status", "--json")).RootElement.GetProperty("pid").GetInt32();
        var server = int.Parse(home.Tmux("display-message", "-p", "#{pid}"), CultureInfo.InvariantCulture);
        await Task.Delay(Settling); // briefs and the first quiet look at each program
        var (ours, tmux) = (new CpuMeter(daemon), new CpuMeter(server));
        await Task.Delay(Window);
        table.Add($"idle: processor, {Agents} agents", ours.Percent, "%", 0.5, ("the tmux server meanwhile", tmux.Percent));
        table.Add($"idle: memory, {Agents} agents", CpuMeter.Megabytes(daemon), "MB", 120, ("the tmux server", CpuMeter.Megabytes(server)));
    }
}
