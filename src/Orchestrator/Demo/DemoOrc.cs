using System.Diagnostics;
using System.Text.Json;

namespace Orchestrator.Demo;

/// <summary>Runs <c>orc</c> as a user of the demo's home would: the demo has no way of its own into the daemon.</summary>
internal sealed class DemoOrc(DemoWorkspace workspace)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a command to its end.</summary>
    /// <returns>Its JSON.</returns>
    /// <exception cref="DemoException">It failed, or took longer than a minute.</exception>
    public JsonElement Run(params string[] arguments)
    {
        using var process = Start([.. arguments, "--json"]);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill();
            throw new DemoException($"orc {string.Join(' ', arguments)} took longer than {Patience.TotalSeconds} seconds.");
        }
        return process.ExitCode == 0
            ? JsonDocument.Parse(output.Result).RootElement
            : throw new DemoException($"orc {string.Join(' ', arguments)} ended with {process.ExitCode}: {error.Result.Trim()}");
    }

    /// <summary>Starts a command whose output is read line by line.</summary>
    public Process Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "orc"), arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workspace.Root,
        };
        // Whoever runs the demo may be an agent of another home.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ORC_", StringComparison.Ordinal) && name != "ORC_BIN").ToList())
            start.Environment.Remove(name);
        start.Environment["ORC_HOME"] = workspace.Home;
        return Process.Start(start) ?? throw new DemoException("orc did not start.");
    }
}

/// <summary>The demo did not go as it should. The message is for the user.</summary>
internal sealed class DemoException(string message) : Exception(message);
