using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>The processor time of a process from now on.</summary>
internal sealed class CpuMeter(int pid)
{
    private const double TicksPerSecond = 100; // USER_HZ, a constant of the kernel's interface

    private readonly long _ticks = Ticks(pid);
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>Of one processor.</summary>
    public double Percent => 100 * (Ticks(pid) - _ticks) / TicksPerSecond / _clock.Elapsed.TotalSeconds;

    /// <summary>The resident memory of a process.</summary>
    public static double Megabytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0;
    }

    /// <summary>User and system time, in ticks.</summary>
    private static long Ticks(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' '); // a name may hold anything
        return long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
    }
}
