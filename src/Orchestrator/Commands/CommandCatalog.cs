using Orchestrator.Commands.CheckIns;
using Orchestrator.Commands.Insights;
using Orchestrator.Commands.Limits;
using Orchestrator.Commands.Messages;
using Orchestrator.Commands.Panes;
using Orchestrator.Commands.Permissions;
using Orchestrator.Commands.Pipelines;
using Orchestrator.Commands.Projects;
using Orchestrator.Commands.Sessions;
using Orchestrator.Commands.Shared;
using Orchestrator.Commands.Subscriptions;
using Orchestrator.Commands.Team;
using Orchestrator.Commands.Upkeep;
using Orchestrator.Commands.Work;
using Orchestrator.Mcp;
using System.CommandLine;

namespace Orchestrator.Commands;

/// <summary>A command of the first level and how it is built; most runs build one.</summary>
internal sealed record CatalogEntry(string Name, Func<Command> Build);

/// <summary>Every command of the first level, in the order of the help.</summary>
internal static class CommandCatalog
{
    internal static IReadOnlyList<CatalogEntry> All { get; } =
    [
        new("launch", () => new LaunchCommand()),
        new("apply", () => new ApplyCommand()),
        new("spec", SpecCommands.Build),
        new("resume", () => new ResumeCommand()),
        new("status", () => new StatusCommand()),
        new("stop", () => new StopCommand()),
        new("pause", () => new PauseCommand("pause", "Hold an agent's, or a whole project's, messages and check-ins; the processes go on")),
        new("continue", () => new PauseCommand("continue", "End a pause")),
        new("remove", () => new RemoveCommand()),
        new("attach", () => new AttachCommand()),
        new("agent", AgentCommands.Build),
        new("send", () => new SendCommand()),
        new("broadcast", () => new BroadcastCommand()),
        new("messages", () => new MessagesCommand()),
        new("reply", () => new ReplyCommand()),
        new("check-in", CheckInCommands.Build),
        new("permissions", PermissionCommands.Build),
        new("limits", LimitCommands.Build),
        new("task", TaskCommands.Build),
        new("depend", () => new DependCommand()),
        new("merge", MergeCommands.Build),
        new("sync", () => new SyncCommand()),
        new("pr", () => new PullRequestCommand()),
        new("worktree", WorktreeCommands.Build),
        new("scaling", () => new ScalingCommand()),
        new("insight", InsightCommands.Build),
        new("report", () => new ReportCommand()),
        new("hook", () => new HookCommand()),
        new("mcp", () => new McpCommand()),
        new("events", () => new EventsCommand()),
        new("session", SessionCommands.Build),
        new("pane", PaneCommands.Build),
        new("pipeline", PipelineCommands.Build),
        new("subscribe", SubscribeCommands.Build),
        new("subscriptions", SubscriptionsCommands.Build),
        new("daemon", DaemonCommands.Build),
        new("config", () => new CommandGroup("config", "Show the settings", new ConfigShowCommand())),
        new("db", DatabaseCommands.Build),
        new("doctor", () => new DoctorCommand()),
        new("demo", () => new DemoVerb()),
        new("completion", () => new CompletionCommand()),
    ];

    internal static CatalogEntry? Find(string name) => All.FirstOrDefault(e => e.Name == name);
}
