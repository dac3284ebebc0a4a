using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>The processes of one ORC_HOME: its daemon, its tmux server, its agents, and the commands that those run. Known by their environment.</summary>
public static class HomeProcesses
{
    // A process that is just being executed shows no environment, so that one look may miss it.
    private const int EnoughLooks = 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Those whose command line holds some text.</summary>
    public static IReadOnlyList<int> Of(string home, string what) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
            .Where(pid => pid > 0 && Reads($"/proc/{pid}/environ").Contains($"ORC_HOME={home}\0", StringComparison.Ordinal)
                && Reads($"/proc/{pid}/cmdline").Replace('\0', ' ').Contains(what, StringComparison.Ordinal))];

    /// <summary>Ends them by SIGKILL, and those that they start meanwhile: any command of an agent starts the daemon again.</summary>
    public static void End(string home, string what = "")
    {
        var clock = Stopwatch.StartNew();
        for (var empty = 0; empty < EnoughLooks && clock.Elapsed < Limit; Thread.Sleep(5))
        {
            var left = Of(home, what);
            empty = left.Count == 0 ? empty + 1 : 0;
            foreach (var pid in left) Kill(pid);
        }
    }

    /// <summary>Ends one by SIGKILL, unless it has ended.</summary>
    public static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
    }

    private static string Reads(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // it has just ended, or is another user's
        }
    }
}
