using Xunit;

namespace Orchestrator.RealAgents.Tests;

/// <summary>A test that needs real CLIs of <c>install.sh</c>; skipped, with the way to get them, where <c>ORC_REAL_AGENTS</c> does not hold all of them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealAgentFactAttribute : FactAttribute
{
    /// <param name="programs">The CLIs' names.</param>
    public RealAgentFactAttribute(params string[] programs)
    {
        if (programs.FirstOrDefault(program => !File.Exists(Path(program))) is { } missing)
            Skip = $"{missing} is not installed: tests/RealAgents.Tests/install.sh DIRECTORY, then set ORC_REAL_AGENTS=DIRECTORY.";
    }

    /// <summary>Where the CLI is, or would be.</summary>
    internal static string Path(string program) =>
        System.IO.Path.Combine(Environment.GetEnvironmentVariable("ORC_REAL_AGENTS") ?? "/nonexistent", "node_modules", ".bin", program);
}
