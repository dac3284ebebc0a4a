using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.Terminals;

/// <summary>The command line of an incarnation.</summary>
internal static class LaunchCommand
{
    private const string DefaultShell = "/bin/sh";

    /// <summary>The user's own command, read by a shell; else the profile's, which goes on with the conversation where it can.</summary>
    public static IReadOnlyList<string> For(TerminalStart start, Profile profile)
    {
        var definition = start.Definition;
        var shell = Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } own ? own : DefaultShell;
        if (definition.Command is { } command) return [DefaultShell, "-c", command];
        return start.Resumes && profile.Launch.CanResume
            ? profile.Launch.Continue(definition.SessionId, shell)
            : profile.Launch.Start(definition.SessionId, shell);
    }
}
