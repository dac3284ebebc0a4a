using Orchestrator.Agents.Pipelines.Plans;
using System.ComponentModel;
using System.Diagnostics;

namespace Orchestrator.Agents.Pipelines.Runs;

/// <summary>Runs a pane's health check once.</summary>
internal static class HealthProbe
{
    /// <returns>Whether it ended with exit code 0 in time. One that does not is ended with all its processes.</returns>
    public static async Task<bool> RunAsync(HealthPlan health, PanePlan pane, IReadOnlyDictionary<string, string> environment, TimeProvider time, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec </dev/null >/dev/null 2>&1\n" + health.Test]) { WorkingDirectory = pane.Directory };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        Process? process = null;
        try
        {
            process = Process.Start(start)!;
            using var limit = new CancellationTokenSource(health.Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            await process.WaitForExitAsync(either.Token);
            return process.ExitCode == 0;
        }
        catch (OperationCanceledException)
        {
            process!.Kill(entireProcessTree: true);
            return false;
        }
        catch (Win32Exception)
        {
            return false; // its directory is gone, or there is no room for a process: not healthy
        }
        finally
        {
            process?.Dispose();
        }
    }
}
