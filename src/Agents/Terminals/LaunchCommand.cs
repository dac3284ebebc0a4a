using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.Terminals;

/// <summary>The command line of an incarnation.</summary>
internal static class LaunchCommand
{
    private const string DefaultShell = "/bin/sh";

    /// <summary>The user's own command, read by a shell; else the profile's, which goes on with the conversation where it can.</summary>
    /// <param name="start">Which incarnation.</param>
    /// <param name="profile">Of which kind of program.</param>
    /// <param name="hooks">The file that its hooks are set up by, where they need one.</param>
    public static IReadOnlyList<string> For(TerminalStart start, Profile profile, string? hooks = null)
    {
        var definition = start.Definition;
        var shell = Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } users ? users : DefaultShell;
        if (definition.Command is { } command) return [DefaultShell, "-c", command];
        var own = start.Resumes && profile.Launch.CanResume
            ? profile.Launch.Continue(definition.SessionId, shell)
            : profile.Launch.Start(definition.SessionId, shell);
        return hooks is null ? own : [.. own, .. profile.Hooks.Arguments.Select(a => a.Replace("{hooks}", hooks, StringComparison.Ordinal))];
    }
}
