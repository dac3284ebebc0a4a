using Akka.Actor;
using Akka.Hosting;
using Microsoft.AspNetCore.Builder;
using Orchestrator.Agents.Inbox;
using Orchestrator.Agents.Insights;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Agents.Scaling;
using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Settings;
using Orchestrator.Agents.Streams;
using Orchestrator.Agents.Subscriptions;
using Orchestrator.Agents.Terminals;
using Orchestrator.Api.Server;
using Orchestrator.Commands;
using System.Reflection;
using System.Threading.Channels;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Daemon;

/// <summary>Puts the API together from the running actors.</summary>
internal static class ApiComposition
{
    internal static WebApplication Build(
        OrcHome home,
        OrchestratorOptions options,
        Composition parts,
        ActorSystem system,
        IReadOnlyActorRegistry registry,
        SessionServices sessions,
        DaemonLog log,
        TimeProvider clock,
        CancellationTokenSource ending)
    {
        var overview = registry.Get<OverviewActor>();
        var inbox = registry.Get<UserInboxActor>();
        var agents = new AgentGateway(registry.Get<OrchestratorActor>(), overview, options.Daemon.AnswerTimeout);
        var times = new ApiTimes(options.Daemon.StartWait, options.Daemon.StopWait, options.Daemon.AnswerTimeout, clock);
        var windows = new AgentWindows(registry.Get<TmuxActor>(), options.Tmux.Command, times);
        var planner = parts.Planner(agents);
        var plans = new StoredPlans(parts.Journal, parts.Names);
        var worktrees = new WorktreeLaunch(parts.Git, parts.Work.Worktrees);
        var projects = new ProjectRoutes(agents, windows, planner, parts.Programs, worktrees, plans, snapshots => Follow(system, overview, snapshots), times);
        var members = new MemberAdder(agents, planner, parts.Programs, worktrees, plans);
        var specs = new SpecRoutes(agents, plans, options.Limits.SpecSize);
        var pipelines = new PipelineRoutes(registry.Get<PipelinesActor>(), windows, options.Limits.PanesPerSession, parts.Signal, times);
        var history = new MessageHistory(parts.Journal, parts.Names);
        var server = new ApiServer(
            new ApiAuthentication(parts.Tokens, agents),
            projects,
            new AgentRoutes(agents, windows, members, times),
            new MessageRoutes(agents, message => AgentGateway.AskAsync<UserInboxMessages.UserMessageAccepted>(inbox, message, options.Daemon.AnswerTimeout), history, parts.Journal, parts.Signal, clock),
            new CheckInRoutes(agents),
            new PermissionRoutes(agents, options.Permissions, new PermissionHistory(parts.Journal, parts.Names), times),
            new LimitRoutes(agents, registry.Get<LimitsActor>(), options.Daemon.AnswerTimeout),
            new TaskRoutes(agents),
            new MergeRoutes(agents, parts.Git, parts.Work.Worktrees.Root),
            new ApplyRoutes(agents, planner, plans, projects, specs, new TeamChanger(agents, windows, planner, parts.Programs, members, plans, parts.Git, times), times, options.Limits.SpecSize),
            specs,
            new ScalingRoutes(registry.Get<ScalingActor>(), agents, options.Daemon.AnswerTimeout),
            new InsightRoutes(registry.Get<InsightsActor>(), agents, options.Daemon.AnswerTimeout),
            new EventRoutes(parts.Journal, parts.Signal),
            pipelines,
            new StreamRoutes(parts.Panes(registry.Get<TmuxActor>()), parts.Streams, registry.Get<RecorderActor>(), clock),
            new SubscriptionRoutes(
                registry.Get<SubscriptionsActor>(), parts.Panes(registry.Get<TmuxActor>()), new SubscriptionLog(parts.Journal, parts.Names), options.Subscriptions, options.Daemon.AnswerTimeout),
            new DaemonRoutes(home.Path, CommandLine.Version, EngineName(), clock.GetUtcNow(), clock, () => StopAllAsync(pipelines, projects), ending.Cancel),
            new SessionRoutes(sessions),
            new PaneRoutes(sessions),
            fault => log.Write("ERROR", "api", fault),
            ending.Token);
        var app = ApiHost.CreateBuilder(home, log).Build();
        server.Map(app);
        return app;
    }

    // Pipelines first: ending the last project may end the tmux server.
    private static async Task StopAllAsync(PipelineRoutes pipelines, ProjectRoutes projects)
    {
        await pipelines.EndAllAsync();
        await projects.StopAllAsync();
    }

    private static string EngineName() => typeof(ApiComposition).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "ActorEngine").Value!;

    /// <summary>Every snapshot goes into the channel until the follower is disposed.</summary>
    private static Follower Follow(ActorSystem system, IActorRef overview, Channel<Snapshot> snapshots) =>
        new(system, system.ActorOf(Props.Create(() => new FollowerActor(overview, snapshots.Writer))));

    private sealed class Follower(ActorSystem system, IActorRef actor) : IDisposable
    {
        public void Dispose() => system.Stop(actor); // the overview watches it
    }

    private sealed class FollowerActor : ReceiveActor
    {
        private readonly IActorRef _overview;

        public FollowerActor(IActorRef overview, ChannelWriter<Snapshot> snapshots)
        {
            _overview = overview;
            Receive<Snapshot>(snapshot => { snapshots.TryWrite(snapshot); });
        }

        protected override void PreStart() => _overview.Tell(new Follow());
    }
}
