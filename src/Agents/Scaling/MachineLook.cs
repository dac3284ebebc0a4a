using System.Globalization;

namespace Orchestrator.Agents.Scaling;

/// <summary>Reads from the kernel how much of the machine is left.</summary>
/// <param name="files">Where <c>loadavg</c> and <c>meminfo</c> are: <c>/proc</c>.</param>
/// <param name="processors">How many processors there are.</param>
public sealed class MachineLook(string files, int processors)
{
    /// <summary>Looks; what cannot be read is said, and is never taken for room.</summary>
    /// <param name="agents">Agents that run.</param>
    /// <param name="mostAgents">Agents that may run.</param>
    public MachineStanding Look(int agents, int mostAgents)
    {
        try
        {
            return new MachineStanding(Load(), Memory(), agents, mostAgents);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return new MachineStanding(0, 0, agents, mostAgents, e.Message);
        }
    }

    private double Load()
    {
        var text = File.ReadAllText(Path.Combine(files, "loadavg"));
        return double.TryParse(text.Split(' ')[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var load)
            ? load / Math.Max(1, processors)
            : throw new FormatException($"{files}/loadavg has no load: {SafeName.Quote(text.Trim())}");
    }

    private long Memory()
    {
        const string Field = "MemAvailable:";
        var line = File.ReadLines(Path.Combine(files, "meminfo")).FirstOrDefault(l => l.StartsWith(Field, StringComparison.Ordinal))
            ?? throw new FormatException($"{files}/meminfo has no {Field} line.");
        return long.TryParse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kibibytes)
            ? kibibytes << 10
            : throw new FormatException($"{files}/meminfo cannot be read: {SafeName.Quote(line)}");
    }
}
