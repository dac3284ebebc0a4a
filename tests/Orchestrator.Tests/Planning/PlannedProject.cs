using Orchestrator.Agents;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Settings;
using Orchestrator.Agents.Teams;
using Orchestrator.Agents.Worktrees;
using Orchestrator.Api.Contracts;
using Orchestrator.Api.Server;
using Orchestrator.Commands.Projects;
using Orchestrator.Runtime.Configuration;
using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Tests.Planning;

/// <summary>A real repository of a test's own, and what a launch in it would say.</summary>
internal sealed partial class PlannedProject : IDisposable
{
    private static readonly Snapshot Nothing = new(new Dictionary<ProjectName, ProjectView>(), new Dictionary<AgentTarget, AgentView>());

    private readonly string _home = Directory.CreateTempSubdirectory("orc-plan-").FullName;

    internal PlannedProject(string name, params IEnumerable<(string Path, string Text)> files)
    {
        Root = Directory.CreateDirectory(Path.Combine(_home, name)).FullName;
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, path))!);
            File.WriteAllText(Path.Combine(Root, path), text);
        }
        Git("init", "-q", "-b", "main");
        Git("add", "-A");
        Git("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "-q", "-m", "First");
    }

    internal string Root { get; }

    internal async Task<PlanInfo> PlanAsync(string spec, Func<LaunchRequest, LaunchRequest>? with = null)
    {
        var path = Path.Combine(_home, "spec.md");
        await File.WriteAllTextAsync(path, spec);
        var request = new LaunchRequest(path, Root, DryRun: true);
        return LaunchPlanner.Explain(await Planner().PlanLaunchAsync(with?.Invoke(request) ?? request));
    }

    /// <summary>As <c>orc launch --dry-run</c> prints it, with places and commits that are the same every time.</summary>
    internal string Print(PlanInfo plan)
    {
        using var text = new StringWriter { NewLine = "\n" };
        PlanText.Write(text, JsonSerializer.SerializeToElement(plan, ApiJson.Default.PlanInfo), colours: false);
        return Commit().Replace(text.ToString().Replace(_home, "HOME", StringComparison.Ordinal), "(COMMIT)");
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private LaunchPlanner Planner()
    {
        var options = OrchestratorSettings.Read(new ConfigSources(Path.Combine(ConfigSources.Shipped, "reference.conf"), []).Load());
        var git = new GitRunner(options.Work.Git, TimeProvider.System);
        var worktrees = options.Work.Worktrees with { Root = Path.Combine(_home, "worktrees") };
        return new LaunchPlanner(
            new TeamPlanner(options.Teams, new ProfileCatalogue(ConfigSources.Shipped, null).Names), new BriefTemplates(BriefTemplates.Shipped), new WorktreeLaunch(git, worktrees),
            () => Task.FromResult(Nothing), 1 << 20, _home, null);
    }

    private void Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = Root })!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"git {string.Join(' ', arguments)} failed.");
    }

    [GeneratedRegex(@"\([0-9a-f]{10}\)")]
    private static partial Regex Commit();
}
