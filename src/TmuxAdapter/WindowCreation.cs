using Orchestrator.TmuxAdapter.Protocol;
using System.Globalization;

namespace Orchestrator.TmuxAdapter;

/// <summary>The commands that create one window. Until the last of them it has a name nobody else uses, so that the others can address it
/// on the same line, before its id is known.</summary>
internal sealed class WindowCreation
{
    private WindowCreation(string session, string name, IReadOnlyList<TmuxCommand> commands) =>
        (Target, Commands) = ($"={session}:={name}", commands);

    /// <summary>What addresses the window until it has its name.</summary>
    public string Target { get; }

    public IReadOnlyList<TmuxCommand> Commands { get; }

    /// <summary>Creates the window in a session that exists.</summary>
    public static WindowCreation InSession(WindowSpec spec, string session)
    {
        var name = TemporaryName();
        return new WindowCreation(session, name, [new TmuxCommand("new-window", ["-d", "-t", $"={session}:", "-n", name, .. Start(spec)])]);
    }

    /// <summary>Creates the window together with its session. The variables tmux then gives to the session are taken from it again:
    /// they are the window's alone.</summary>
    public static WindowCreation WithSession(WindowSpec spec, string session, TmuxServerOptions options)
    {
        var name = TemporaryName();
        var create = new TmuxCommand("new-session",
            ["-d", "-s", TmuxFormat.Escape(session), "-n", name, "-x", Text(options.Columns), "-y", Text(options.Rows), .. Start(spec)]);
        return new WindowCreation(session, name,
            [create, .. spec.Environment.Keys.Select(key => new TmuxCommand("set-environment", "-t", $"={session}:", "-u", "--", key))]);
    }

    /// <summary>The tags first: whatever goes wrong later, a later connection finds the pane.</summary>
    public IEnumerable<TmuxCommand> SetUp(WindowSpec spec, TmuxServerOptions options, bool hasExitFormat)
    {
        foreach (var command in UserOption.Set(spec.PaneOptions, Target)) yield return command;
        yield return new TmuxCommand("set-option", "-w", "-t", Target, "remain-on-exit", "on");
        if (hasExitFormat) yield return new TmuxCommand("set-option", "-w", "-t", Target, "remain-on-exit-format", "");
        yield return new TmuxCommand("set-option", "-w", "-t", Target, "automatic-rename", "off");
        yield return new TmuxCommand("set-option", "-w", "-t", Target, "allow-rename", "off");
        yield return TmuxServer.Resize(Target, spec.Columns ?? options.Columns, spec.Rows ?? options.Rows);
    }

    public TmuxCommand GiveName(WindowSpec spec) =>
        new("rename-window", "-t", Target, "--", TmuxFormat.Escape(TmuxNames.Window(spec.Name)));

    private static IEnumerable<string> Start(WindowSpec spec) => ProgramStart.Arguments(spec.Directory, spec.Environment, spec.Command);

    private static string TemporaryName() => $"new-{Guid.NewGuid():N}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
