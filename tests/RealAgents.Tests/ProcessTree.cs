using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.RealAgents.Tests;

/// <summary>Finds processes as the kernel tells of them.</summary>
internal static class ProcessTree
{
    /// <summary>All below a process, itself not among them; the deepest first, so that killing them in this order leaves none that is started anew.</summary>
    public static IReadOnlyList<Process> Below(int pid)
    {
        var found = new List<Process>();
        foreach (var child in ChildrenOf(pid))
        {
            found.AddRange(Below(child));
            if (TryGet(child) is { } process) found.Add(process);
        }

        return found;
    }

    /// <summary>The processes that have a variable with a value in their environment.</summary>
    public static IReadOnlyList<int> WithVariable(string name, string value) =>
        [.. Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(n => n!.All(char.IsAsciiDigit))
            .Where(n => Read($"/proc/{n}/environ").Split('\0').Contains($"{name}={value}")).Select(n => int.Parse(n!, CultureInfo.InvariantCulture))];

    private static IEnumerable<int> ChildrenOf(int pid) =>
        Directory.Exists($"/proc/{pid}/task")
            ? Directory.GetDirectories($"/proc/{pid}/task")
                .SelectMany(task => Read(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(child => int.Parse(child, CultureInfo.InvariantCulture))
            : [];

    private static Process? TryGet(int pid)
    {
        try
        {
            return Process.GetProcessById(pid);
        }
        catch (ArgumentException)
        {
            return null; // it has ended meanwhile
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // its process has ended, or is not ours
        }
    }
}
