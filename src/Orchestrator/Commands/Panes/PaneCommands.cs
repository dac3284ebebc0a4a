using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Panes;

/// <summary><c>orc pane …</c>.</summary>
internal static class PaneCommands
{
    internal static Command Build() => new CommandGroup(
        "pane", "Create, use, watch and end panes of any session",
        [
            new PaneCreateCommand(),
            new PaneExecCommand(),
            new PaneCaptureCommand(),
            new PaneListCommand("list", "The panes of a session, or of all", "orc pane list dev", "orc pane list --json"),
            new PaneListCommand("find", "The panes that match", "orc pane find dev --label 'build*'", "orc pane find --state running --command make"),
            new PaneListCommand("count", "How many panes match", "orc pane count dev --state exited"),
            new PaneStatusCommand(),
            new PaneIsRunningCommand(),
            new PaneWaitCommand(),
            new PaneKillCommand(),
            new PaneHasPatternCommand(),
            new PaneSendKeysCommand(),
            new PaneSignalCommand(),
            new PaneInteractCommand(),
            new CommandGroup("metadata", "Notes on a pane, kept in tmux", new PaneMetadataSetCommand(), new PaneMetadataGetCommand()),
            new PaneLayoutCommand(),
            new PaneMetricsCommand(),
            .. StreamCommands.Verbs,
        ]);
}
