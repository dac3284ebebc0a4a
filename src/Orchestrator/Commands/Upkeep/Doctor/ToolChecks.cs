using Orchestrator.Agents.CodingAgents;
using Orchestrator.Runtime.Configuration;
using Orchestrator.TmuxAdapter;
using System.Diagnostics;

namespace Orchestrator.Commands.Upkeep.Doctor;

/// <summary>The programs that Orchestrator starts: tmux, git, and the coding agents of the profiles.</summary>
internal static class ToolChecks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal static Check Tmux()
    {
        const string Mend = "Install tmux 3.2 or newer: sudo apt install tmux, or brew install tmux";
        try
        {
            using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
            return Check.Ok("tmux", TmuxInstallation.FindVersionAsync("tmux", limit.Token).GetAwaiter().GetResult());
        }
        catch (Exception e) when (e is TmuxException or OperationCanceledException)
        {
            return Check.Failed("tmux", e.Message, Mend);
        }
    }

    internal static Check Git()
    {
        const string Mend = "Install git: sudo apt install git, or brew install git";
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["--version"]) { RedirectStandardOutput = true })!;
            var said = git.StandardOutput.ReadToEnd().Trim();
            return git.WaitForExit(Patience) && git.ExitCode == 0 ? Check.Ok("git", said) : Check.Failed("git", said, Mend);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return Check.Failed("git", $"git could not be started: {e.Message}", Mend);
        }
    }

    /// <summary>A missing coding agent is a warning: a team needs only the one it runs.</summary>
    internal static IEnumerable<Check> CodingAgents(string? ownProfiles)
    {
        ProfileCatalogue catalogue;
        try
        {
            catalogue = new ProfileCatalogue(ConfigSources.Shipped, ownProfiles);
        }
        catch (SettingsException e)
        {
            return [Check.Failed("profiles", e.Message, "Correct or remove the file.")];
        }
        return catalogue.Names.Where(name => name != ProfileCatalogue.Custom).Select(name => CodingAgent(catalogue, name));
    }

    private static Check CodingAgent(ProfileCatalogue catalogue, string name)
    {
        try
        {
            var profile = catalogue.Get(name);
            var searchPath = Environment.GetEnvironmentVariable("PATH");
            if (ProfileProgram.Of(profile) is not { } program || program == "orc") return Check.Ok($"profile {name}", profile.Title);
            return ProfileProgram.Missing(profile, searchPath) is { } missing
                ? Check.Warning($"profile {name}", missing.Problem, missing.Mend)
                : Check.Ok($"profile {name}", $"{profile.Title}: {ProfileProgram.Find(program, searchPath)}");
        }
        catch (SettingsException e)
        {
            return Check.Failed($"profile {name}", e.Message, "Correct or remove the file.");
        }
    }
}
