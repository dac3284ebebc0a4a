using System.Diagnostics;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    /// <param name="program">Its path or name.</param>
    /// <param name="arguments">One by one.</param>
    /// <param name="home">Its <c>ORC_HOME</c>.</param>
    /// <param name="variables">Its other variables.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static string Run(string program, IReadOnlyList<string> arguments, string? home = null, IReadOnlyDictionary<string, string>? variables = null, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("ORC_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        if (home is not null) start.Environment["ORC_HOME"] = home;
        foreach (var (name, value) in variables ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {error.Result}");
    }

    /// <summary>The middle one of several runs, in milliseconds.</summary>
    public static double MedianMilliseconds(int runs, Action run)
    {
        var times = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        return times[runs / 2];
    }
}
