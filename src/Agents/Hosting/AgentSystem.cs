using Akka.Actor;
using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Streams;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Work;
using Orchestrator.Agents.Worktrees;
using Orchestrator.Runtime.Supervision;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Hosting;

/// <summary>What the tree of actors is made from.</summary>
/// <param name="Tmux">Where the tmux server is; <see cref="TmuxServerOptions.PaneOptionNames"/> is filled in.</param>
/// <param name="Reconnect">The wait between attempts to connect to it.</param>
/// <param name="Grace">How long a process may take to end before it is killed.</param>
/// <param name="Agents">The settings of all agents.</param>
/// <param name="Profile">How the program of an agent is started and read.</param>
/// <param name="Delivery">The settings of all deliveries.</param>
/// <param name="Environment">Orchestrator's own variables for an incarnation.</param>
/// <param name="StateDirectory">Where submit logs, the CLIs' own files and long messages are kept.</param>
/// <param name="Sessions">What operations on any session are done with.</param>
/// <param name="Pipelines">The settings of all pipelines.</param>
public sealed record AgentSystemOptions(
    TmuxServerOptions Tmux,
    Backoff Reconnect,
    TimeSpan Grace,
    AgentOptions Agents,
    Func<AgentDefinition, Profile> Profile,
    TerminalTiming Delivery,
    Func<TerminalStart, IReadOnlyDictionary<string, string>> Environment,
    string StateDirectory,
    SessionOptions Sessions,
    PipelinesOptions Pipelines)
{
    /// <summary>The settings of tasks, worktrees and merging; <c>null</c> for none of them.</summary>
    public WorkOptions? Work { get; init; }
}

/// <summary>The tree of actors of one daemon.</summary>
/// <param name="Orchestrator">Takes every command.</param>
/// <param name="Overview">Knows how everything stands.</param>
/// <param name="Tmux">Owns the tmux connection.</param>
/// <param name="Sessions">Does what is asked of sessions and panes, agents' or not.</param>
/// <param name="Pipelines">Runs pipelines.</param>
/// <param name="Limits">Owns the usage limits.</param>
public sealed record AgentSystem(IActorRef Orchestrator, IActorRef Overview, IActorRef Tmux, SessionServices Sessions, IActorRef Pipelines, IActorRef Limits)
{
    /// <summary>Starts the tree. The orchestrator then recovers by itself; ask it <see cref="OrchestrationMessages.GetReady"/>.</summary>
    public static AgentSystem Start(ActorSystem system, AgentSystemOptions options)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(options);
        var overview = system.ActorOf(Props.Create(() => new OverviewActor()), "overview"); // first: it gathers what the others publish
        var tmux = system.ActorOf(TmuxActor.Props(options.Tmux with { PaneOptionNames = [.. PaneTags.All, .. PipelineTags.All, .. StreamTags.All] }, options.Reconnect, options.Grace), "tmux");
        var terminals = new TerminalServices(
            tmux,
            options.Profile,
            options.Delivery,
            options.Environment,
            new SubmitLog(Path.Combine(options.StateDirectory, "submitted")),
            new ProfileFiles(Path.Combine(options.StateDirectory, "profiles")),
            Path.Combine(options.StateDirectory, "messages"),
            options.Tmux.Columns,
            options.Tmux.Rows,
            options.Grace,
            options.Tmux.Time)
        {
            Prepare = PrepareWith(options),
        };
        var limits = system.ActorOf(LimitsActor.Props(options.Agents.Limits, options.Agents.SnapshotEvery, Random.Shared.NextDouble), "limits");
        var looks = new GitRunner(new GitOptions(options.Work?.Git.Command ?? "git", options.Agents.CheckIns.GitTimeout), options.Tmux.Time);
        var services = new AgentServices(
            tmux,
            start => TerminalActor.Props(start, terminals),
            definition => ProfileTraits.Of(options.Profile(definition)),
            limits,
            directory => GitTrace.LookAsync(looks, directory),
            options.Agents,
            Random.Shared.NextDouble)
        {
            Work = WorkOf(options),
            Uncommitted = options.Work is { } work ? new UncommittedWork(new GitRunner(work.Git, options.Tmux.Time), work.Worktrees.Saves).RemarkAsync : _ => Task.FromResult<string?>(null),
        };
        var sessions = new SessionServices(tmux, options.Tmux.CommandTimeout, options.Tmux.HubSession, options.Sessions);
        var runs = new PipelineServices(tmux, options.Sessions.Environment, Path.Combine(options.StateDirectory, "pipelines"), options.Grace, options.Tmux.Time);
        var pipelines = system.ActorOf(PipelinesActor.Props(runs, options.Pipelines), "pipelines");
        return new AgentSystem(system.ActorOf(OrchestratorActor.Props(services), "orchestrator"), overview, tmux, sessions, pipelines, limits);
    }

    private static Func<AgentDefinition, Task> PrepareWith(AgentSystemOptions options)
    {
        if (options.Work is not { } work) return _ => Task.CompletedTask;
        var keeper = new WorktreeKeeper(new GitRunner(work.Git, options.Tmux.Time));
        return definition => definition.Worktree is { } worktree ? keeper.EnsureAsync(worktree) : Task.CompletedTask;
    }

    private static Func<ProjectName, Props>? WorkOf(AgentSystemOptions options)
    {
        if (options.Work is not { } work) return null;
        var services = new WorkServices(
            work, new GitRunner(work.Git, options.Tmux.Time), Path.Combine(options.StateDirectory, "merges"), options.Tmux.Time, options.Agents.Messages.RetryAfter, options.Agents.SnapshotEvery);
        return project => ProjectWorkActor.Props(project, services);
    }
}
