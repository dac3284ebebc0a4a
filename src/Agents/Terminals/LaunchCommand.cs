using Orchestrator.Agents.CodingAgents;

namespace Orchestrator.Agents.Terminals;

/// <summary>The command line of an incarnation.</summary>
internal static class LaunchCommand
{
    /// <summary>The user's own command, read by a shell; else the profile's, which goes on with the conversation where it can.</summary>
    /// <param name="start">Which incarnation.</param>
    /// <param name="profile">Of which kind of program.</param>
    /// <param name="values">What placeholders stand for.</param>
    public static IReadOnlyList<string> For(TerminalStart start, Profile profile, LaunchValues values)
    {
        if (start.Definition.Command is { } command) return ["/bin/sh", "-c", command];
        var own = start.Resumes && profile.Launch.CanResume ? profile.Launch.Resume : profile.Launch.Command;
        return [.. own.Concat(profile.Setups.SelectMany(setup => setup.Arguments)).Select(argument => LaunchText.Fill(argument, values))];
    }
}
