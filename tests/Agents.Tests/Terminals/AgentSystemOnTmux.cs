using Akka.Actor;
using Akka.Configuration;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Hosting;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Agents.Sessions;
using Orchestrator.Runtime.Configuration;
using Orchestrator.Runtime.Supervision;
using Orchestrator.TmuxAdapter;
using System.Diagnostics;
using Xunit;

namespace Orchestrator.Agents.Tests.Terminals;

/// <summary>The whole tree of actors on a tmux server of the test's own, with a journal in memory.</summary>
public sealed class AgentSystemOnTmux : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("orc-agents-");
    private ActorSystem _system = null!;
    private AgentSystem _agents = null!;

    internal string Folder => _directory.FullName;

    internal string Socket => Path.Combine(Folder, "tmux.sock");

    public async Task InitializeAsync()
    {
        _system = ActorSystem.Create("test", ConfigurationFactory.ParseString("akka { loglevel = ERROR, stdout-loglevel = OFF }"));
        var profiles = new ProfileCatalogue(ConfigSources.Shipped, null);
        var supervision = new SupervisionOptions(
            new RestartLimit(2, TimeSpan.FromMinutes(1)),
            new Backoff(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1), 0),
            StableAfter: TimeSpan.FromMinutes(5),
            HangAfter: null);
        _agents = AgentSystem.Start(_system, new AgentSystemOptions(
            new TmuxServerOptions(Socket, Path.Combine(Folder, "pipes")),
            new Backoff(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1), 0),
            Grace: TimeSpan.FromSeconds(1),
            Some.Options with { Supervision = supervision, Messages = Some.Messages with { MaxBytes = 1 << 20, MaxQueued = 1000 }, MaxAgents = 200 },
            definition => profiles.Get(definition.Profile),
            new Agents.Terminals.TerminalTiming(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(2)),
            start => new Dictionary<string, string> { ["ORC_AGENT"] = start.Definition.Target.Agent?.Value ?? "orchestrator" },
            Folder,
            new SessionOptions(30, 10, "/bin/sh", new Dictionary<string, string>(), 200, 50, TimeSpan.FromSeconds(1), Path.Combine(Folder, "layouts"), TimeProvider.System),
            new PipelinesOptions(10, 10, 1000, supervision.Backoff)));
        await AskAsync<OrchestrationMessages.Ready>(new OrchestrationMessages.GetReady());
    }

    public async Task DisposeAsync()
    {
        await _system.Terminate();
        await TmuxAsync("kill-server");
        _directory.Delete(recursive: true);
    }

    /// <summary>Launches a project in which every window runs a command; the orchestrator's own agent is a <c>cat</c>.</summary>
    internal async Task<ProjectName> LaunchAsync(string command, params string[] members)
    {
        var project = new ProjectName("p" + Guid.NewGuid().ToString("N")[..8]);
        var plan = Some.Plan(project, members);
        var running = plan with { Members = [.. plan.Members.Select(m => m with { Command = command, Directory = Folder })] };
        var root = Some.Definition(AgentTarget.Orchestrator, "orchestrator") with { Directory = Folder };
        await AskAsync<ManagementMessages.ProjectAccepted>(new OrchestrationMessages.LaunchProject(running, root));
        return project;
    }

    internal async Task<T> AskAsync<T>(object message) => Assert.IsType<T>(await _agents.Orchestrator.Ask<object>(message, Patience));

    internal Task<T> AskAgentAsync<T>(AgentTarget target, IAgentCommand command) => AskAsync<T>(new OrchestrationMessages.ToAgent(target, command));

    /// <summary>Waits until an agent stands as wanted.</summary>
    internal async Task<AgentView> SeesAsync(AgentTarget target, Func<AgentView, bool> wanted)
    {
        bool Holds(OverviewMessages.Snapshot s) => s.Agents.TryGetValue(target, out var view) && wanted(view);
        var snapshot = await _agents.Overview.Ask<OverviewMessages.Snapshot>(new OverviewMessages.WaitFor(Holds, Patience), Patience + Patience);
        Assert.True(snapshot.Held, $"{target} never stood as wanted: {snapshot.Agents.GetValueOrDefault(target)}");
        return snapshot.Agents[target];
    }

    internal async Task<string> TmuxAsync(params string[] arguments)
    {
        using var tmux = Process.Start(new ProcessStartInfo("tmux", ["-S", Socket, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = await tmux.StandardOutput.ReadToEndAsync();
        await tmux.WaitForExitAsync();
        return output;
    }
}
