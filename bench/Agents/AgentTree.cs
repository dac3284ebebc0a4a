using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Hosting;
using Orchestrator.Agents;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Hosting;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Settings;
using Orchestrator.Runtime.Configuration;
using Orchestrator.Runtime.Hosting;
using Orchestrator.Runtime.Persistence;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Benchmarks.Agents;

/// <summary>The whole tree of actors as the daemon has it, with its SQLite journal, without the API.</summary>
internal sealed class AgentTree : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly IHost _host;
    private readonly AgentSystem _agents;

    private AgentTree(IHost host, AgentSystem agents, StoredEvents events) => (_host, _agents, Events) = (host, agents, events);

    public static ProjectName Project { get; } = new("bench");

    public StoredEvents Events { get; }

    public static async Task<AgentTree> StartAsync(AgentHome home)
    {
        var options = OrchestratorSettings.Read(new ConfigSources(Path.Combine(ConfigSources.Shipped, "reference.conf"), [home.At("orchestrator.conf")]).Load());
        var profiles = new ProfileCatalogue(ConfigSources.Shipped, null);
        AgentSystem? agents = null;
        var events = new StoredEvents();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddAkka("bench", akka => akka
            .AddHocon("akka { loglevel = ERROR, stdout-loglevel = ERROR, log-dead-letters = off }", HoconAddMode.Prepend)
            .AddRuntime(home.Database, new EventNames(typeof(OrchestratorActor).Assembly))
            .WithActors((system, _) =>
            {
                system.ActorOf(events.Listener(), "listener");
                agents = AgentSystem.Start(system, new AgentSystemOptions(
                    new TmuxServerOptions(home.TmuxSocket, home.At("fifos")),
                    options.Tmux.Reconnect,
                    options.Terminals.StopGrace,
                    options.Agents,
                    definition => profiles.Get(definition.Profile),
                    options.Terminals.Timing,
                    start => new Dictionary<string, string> { ["ORC_AGENT"] = start.Definition.Target.ToString() },
                    home.Path,
                    SessionOptions.Of(options, home.Path, new Dictionary<string, string>()),
                    options.Pipelines));
            }));
        var host = builder.Build();
        await host.StartAsync();
        var tree = new AgentTree(host, agents!, events);
        await tree.AskAsync<OrchestrationMessages.Ready>(new OrchestrationMessages.GetReady());
        return tree;
    }

    /// <summary>Launches a project of agents, all with one command; they are named <c>a0</c>, <c>a1</c> …, but for the project manager.</summary>
    public Task LaunchAsync(AgentHome home, int agents, string command)
    {
        AgentDefinition Definition(AgentTarget target, string role) =>
            new(target, role, "custom", command, home.Path, target.Project?.Value ?? "orchestrator", $"You are {target}.", null, Guid.NewGuid());
        AgentDefinition[] members = [Definition(AgentTarget.ManagerOf(Project), "project-manager"), .. Enumerable.Range(0, agents - 1).Select(i => Definition(Agent(i), "developer"))];
        var plan = new ProjectPlan(Guid.NewGuid(), Project, "Bench", home.Path, home.At("spec.md"), "GOAL: figures", members);
        return AskAsync<ManagementMessages.ProjectAccepted>(new OrchestrationMessages.LaunchProject(plan, Definition(AgentTarget.Orchestrator, "orchestrator")));
    }

    public static AgentTarget Agent(int number) => AgentTarget.Of(Project, new AgentName($"a{number}"));

    /// <summary>Waits until all agents of the project have their windows and no message waits.</summary>
    public async Task AllDeliveredAsync(int agents)
    {
        bool Holds(OverviewMessages.Snapshot all) => all.Agents.Values.Count(a => a.Target.Project == Project && a.Pane is not null && a.Unread == 0) == agents;
        var snapshot = await _agents.Overview.Ask<OverviewMessages.Snapshot>(new OverviewMessages.WaitFor(Holds, Patience), Patience + Patience);
        if (!snapshot.Held) throw new InvalidOperationException("Not every agent got its messages.");
    }

    public Task<T> AskAgentAsync<T>(AgentTarget target, IAgentCommand command) => AskAsync<T>(new OrchestrationMessages.ToAgent(target, command));

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private async Task<T> AskAsync<T>(object message) => await _agents.Orchestrator.Ask<object>(message, Patience) is T answer
        ? answer
        : throw new InvalidOperationException($"{message} was not answered with {typeof(T).Name}.");
}
