using Orchestrator.Agents.Settings;

namespace Orchestrator.Agents.Sessions;

/// <summary>What operations on sessions and panes are done with.</summary>
/// <param name="MaxSessions">Sessions there may be, the hidden one not counted.</param>
/// <param name="MaxPanes">Panes a session may have.</param>
/// <param name="Shell">The program of a pane for which nobody names a command; an absolute path.</param>
/// <param name="Environment">Variables for every new pane.</param>
/// <param name="Columns">Width of new windows, in cells.</param>
/// <param name="Rows">Height of new windows, in cells.</param>
/// <param name="Grace">How long processes may take to end before they are killed.</param>
/// <param name="LayoutDirectory">Where layouts are saved under their names.</param>
/// <param name="Time">The clock of waits and time limits.</param>
public sealed record SessionOptions(
    int MaxSessions,
    int MaxPanes,
    string Shell,
    IReadOnlyDictionary<string, string> Environment,
    int Columns,
    int Rows,
    TimeSpan Grace,
    string LayoutDirectory,
    TimeProvider Time)
{
    private const string DefaultShell = "/bin/sh";

    /// <summary>As the settings say, with the user's own shell.</summary>
    /// <param name="settings">Limits, sizes, grace.</param>
    /// <param name="stateDirectory">Where the saved layouts' folder is.</param>
    /// <param name="environment">Variables for every new pane.</param>
    public static SessionOptions Of(OrchestratorOptions settings, string stateDirectory, IReadOnlyDictionary<string, string> environment) => new(
        settings.Limits.Sessions,
        settings.Limits.PanesPerSession,
        System.Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } own && Path.IsPathRooted(own) ? own : DefaultShell,
        environment,
        settings.Tmux.Columns,
        settings.Tmux.Rows,
        settings.Terminals.StopGrace,
        Path.Combine(stateDirectory, "layouts"),
        TimeProvider.System);

    /// <summary>The words tmux starts a pane's program with.</summary>
    /// <param name="command">A command line for <c>/bin/sh</c>; null for an interactive shell.</param>
    internal IReadOnlyList<string> Program(string? command) => command is null ? [Shell] : [DefaultShell, "-c", command];
}
