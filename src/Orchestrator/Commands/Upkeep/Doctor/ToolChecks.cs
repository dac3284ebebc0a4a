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
            var program = profile.Launch.Command is [var first, ..] ? first : "{shell}";
            if (program.StartsWith('{')) return Check.Ok($"profile {name}", profile.Title);
            return FindOnPath(program) is { } path
                ? Check.Ok($"profile {name}", $"{profile.Title}: {path}")
                : Check.Warning($"profile {name}", $"{profile.Title} is not installed: there is no {program} on the PATH.", profile.Install.Length > 0 ? profile.Install : $"Put {program} on the PATH.");
        }
        catch (SettingsException e)
        {
            return Check.Failed($"profile {name}", e.Message, "Correct or remove the file.");
        }
    }

    private static string? FindOnPath(string program)
    {
        if (program == "orc" || program.Contains('/', StringComparison.Ordinal)) return File.Exists(program) || program == "orc" ? program : null;
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(path => File.Exists(path) && (File.GetUnixFileMode(path) & UnixFileMode.UserExecute) != 0);
    }
}
