using System.Diagnostics;
using System.Text.Json;

namespace Orchestrator.Tests;

/// <summary>What one run of the program printed and ended with.</summary>
internal sealed record Finished(int Exit, string Out, string Error)
{
    /// <summary>Standard output as the one JSON object it is.</summary>
    internal JsonElement Json => JsonDocument.Parse(Out).RootElement;
}

/// <summary>Runs the built program as a user would.</summary>
internal static class OrcProgram
{
    internal static readonly string Path = System.IO.Path.Combine(AppContext.BaseDirectory, "orc");

    internal static Finished Run(string home, params string[] arguments) => Run(home, "", arguments);

    internal static Finished Run(string home, string input, string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("ORC_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["ORC_HOME"] = home;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Finished(process.ExitCode, output, error.Result);
    }
}
