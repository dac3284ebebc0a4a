using Akka.Actor;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Hosting;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Insights;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Scaling;
using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Settings;
using Orchestrator.Agents.Streams;
using Orchestrator.Agents.Subscriptions;
using Orchestrator.Agents.Teams;
using Orchestrator.Agents.Teams.Refining;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Work;
using Orchestrator.Agents.Worktrees;
using Orchestrator.Api.Server;
using Orchestrator.Runtime.Configuration;
using Orchestrator.Runtime.Journal;
using Orchestrator.Runtime.Persistence;
using Orchestrator.TmuxAdapter;
using System.Collections.Immutable;
using System.Globalization;

namespace Orchestrator.Daemon;

/// <summary>What a daemon is put together from: settings, profiles, names of events, the environment of agents.</summary>
internal sealed class Composition(OrcHome home, OrchestratorOptions options, byte[] secret)
{
    private readonly ProfileCatalogue _profiles = new(ConfigSources.Shipped, Path.Combine(home.Path, "agents"));

    internal TokenIssuer Tokens { get; } = new(secret);

    internal EventNames Names { get; } = new(typeof(OrchestratorActor).Assembly);

    internal JournalSignal Signal { get; } = new();

    internal JournalReader Journal { get; } = new(home.Database);

    /// <summary>Where the orchestrator's own agent works.</summary>
    private string RootDirectory => Path.Combine(home.Path, "orchestrator");

    internal PaneStreams Streams { get; } = new(Path.Combine(home.Path, "recordings"), options.Recording, TimeProvider.System);

    /// <summary>The adapter's own session.</summary>
    internal string Hub => Tmux().HubSession;

    internal PaneFinder Panes(IActorRef tmux) => new(new PaneDirectory(new TmuxConnection(tmux, options.Tmux.CommandTimeout), Hub));

    internal AgentSystemOptions AgentSystem() => new(
        Tmux(),
        options.Tmux.Reconnect,
        options.Terminals.StopGrace,
        options.Agents,
        definition => _profiles.GetKnown(definition.Profile),
        options.Terminals.Timing,
        Environment,
        home.Path,
        SessionOptions.Of(options, home.Path, new Dictionary<string, string> { [OrcHome.Variable] = home.Path, ["PATH"] = SearchPath }),
        options.Pipelines)
    {
        Work = Work,
    };

    /// <summary>Tasks, worktrees and merging, with every place named.</summary>
    internal WorkOptions Work => options.Work with
    {
        Worktrees = options.Work.Worktrees with { Root = Path.Combine(home.Path, options.Work.Worktrees.Root) },
    };

    internal GitRunner Git => new(options.Work.Git, TimeProvider.System);

    /// <summary>What a project is about: by its files and its spec.</summary>
    internal ImmutableHashSet<string> TopicsOf(ProjectView project) => InsightTopics.Of(project.Directory, new StoredPlans(Journal, Names).Find(project.Name).Spec);

    /// <summary>What subscriptions have done.</summary>
    internal SubscriptionActions Actions(AgentSystem tree) => new(
        tree.Orchestrator,
        tree.Sessions,
        new CommandRunner(
            new Dictionary<string, string> { [OrcHome.Variable] = home.Path, ["PATH"] = SearchPath }, options.Subscriptions.RunTimeout, options.Subscriptions.RunOutput, TimeProvider.System),
        options.Daemon.AnswerTimeout);

    /// <summary>What teams' sizes are changed with: the way that people have.</summary>
    internal ScalingServices Scaling(AgentSystem tree)
    {
        var agents = new AgentGateway(tree.Orchestrator, tree.Overview, options.Daemon.AnswerTimeout);
        var members = new MemberAdder(agents, Planner(agents), Programs, new WorktreeLaunch(Git, Work.Worktrees), new StoredPlans(Journal, Names));
        var survey = new WorktreeSurvey(Git, Work.Worktrees.Root);
        return new ScalingServices(
            tree.Orchestrator,
            members.AddLikeAsync,
            members.EndAsync,
            (worktree, landed) => survey.LeftBehindAsync(worktree.Path, landed),
            new MachineLook("/proc", System.Environment.ProcessorCount).Look,
            options.Limits.Agents,
            options.Limits.AgentsPerProject);
    }

    internal Recovery Recovery(IActorRef overview, OrchestratorOptions settings) => new(Journal, Names, overview, settings.Daemon.StartWait);

    internal LaunchPlanner Planner(AgentGateway agents)
    {
        Directory.CreateDirectory(RootDirectory);
        var briefs = new BriefTemplates(Path.Combine(home.Path, "config", "briefs"), BriefTemplates.Shipped);
        var teams = new TeamPlanner(options.Teams, _profiles.Names);
        var headless = new HeadlessAgent(_profiles.Get, new Dictionary<string, string> { [OrcHome.Variable] = home.Path, ["PATH"] = SearchPath }, options.Teams.RefineTimeout, TimeProvider.System);
        return new LaunchPlanner(
            teams, briefs, new WorktreeLaunch(Git, Work.Worktrees), agents.LookAsync, options.Limits.SpecSize, RootDirectory, options.Teams.CheckIns[Roles.Orchestrator.Key], new TeamRefiner(teams, headless.AskAsync));
    }

    /// <summary>Whether what a team is started with is installed.</summary>
    internal NeededPrograms Programs => new(definition => ProfileProgram.Missing(_profiles.Get(definition.Profile), SearchPath));

    /// <summary>The user's own, with <c>orc</c> on it.</summary>
    private static string SearchPath
    {
        get
        {
            var launchers = System.Environment.GetEnvironmentVariable("ORC_BIN") is { Length: > 0 } stable ? stable : AppContext.BaseDirectory.TrimEnd('/');
            return $"{launchers}:{System.Environment.GetEnvironmentVariable("PATH")}";
        }
    }

    private TmuxServerOptions Tmux() =>
        new(home.TmuxSocket, Path.Combine(home.Path, "fifos"), options.Tmux.Command, Columns: options.Tmux.Columns, Rows: options.Tmux.Rows)
        {
            CommandTimeout = options.Tmux.CommandTimeout,
        };

    /// <summary>Who an agent's process is, for itself and for the commands that it runs.</summary>
    private Dictionary<string, string> Environment(TerminalStart start)
    {
        var target = start.Definition.Target;
        return new Dictionary<string, string>
        {
            [OrcHome.Variable] = home.Path,
            ["ORC_PROJECT"] = target.Project?.Value ?? "",
            ["ORC_AGENT"] = target.Agent?.Value ?? target.ToString(),
            ["ORC_TARGET"] = target.ToString(),
            ["ORC_ROLE"] = start.Definition.Role,
            ["ORC_INCARNATION"] = start.Incarnation.ToString(CultureInfo.InvariantCulture),
            ["ORC_TOKEN"] = Tokens.Issue(target, start.Incarnation),
            ["PATH"] = SearchPath,
        };
    }
}
