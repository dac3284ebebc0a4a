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
        var (ours, tmux, clock) = (Ticks(daemon), Ticks(server), Stopwatch.StartNew());
        await Task.Delay(Window);
        var share = 100 / (clock.Elapsed.TotalSeconds * TicksPerSecond);
        table.Add($"idle: processor, {Agents} agents", (Ticks(daemon) - ours) * share, "%", 0.5, ("the tmux server meanwhile", (Ticks(server) - tmux) * share));
        table.Add($"idle: memory, {Agents} agents", Megabytes(daemon), "MB", 120, ("the tmux server", Megabytes(server)));
    }

    private const double TicksPerSecond = 100; // USER_HZ, a constant of the kernel's interface

    /// <summary>The processor time of a process: user and system, in ticks.</summary>
    private static long Ticks(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // a name may hold anything
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }

    private static double Megabytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }
}
