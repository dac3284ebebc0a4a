using Xunit;

namespace Orchestrator.RealAgents.Tests;

/// <summary>A test that needs a real CLI of <c>install.sh</c>; skipped, with the way to get it, where <c>ORC_REAL_AGENTS</c> does not hold it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealAgentFactAttribute : FactAttribute
{
    /// <param name="program">The CLI's name.</param>
    public RealAgentFactAttribute(string program)
    {
        if (!File.Exists(Path(program)))
            Skip = $"{program} is not installed: tests/RealAgents.Tests/install.sh DIRECTORY, then set ORC_REAL_AGENTS=DIRECTORY.";
    }

    /// <summary>Where the CLI is, or would be.</summary>
    internal static string Path(string program) =>
        System.IO.Path.Combine(Environment.GetEnvironmentVariable("ORC_REAL_AGENTS") ?? "/nonexistent", "node_modules", ".bin", program);
}
