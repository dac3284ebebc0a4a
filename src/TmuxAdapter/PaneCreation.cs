using Orchestrator.TmuxAdapter.Protocol;

namespace Orchestrator.TmuxAdapter;

/// <summary>The commands that split one window. The new pane is its active one while they run, so that all of them can address it before its id
/// is known; the last gives the place back to the pane that had it.</summary>
internal sealed class PaneCreation(PaneSpec spec)
{
    private readonly string _window = TmuxId.Window(spec.WindowId);

    /// <summary>An option that only this pane has, until the commands are done: by it a pane is found whose setting up was refused.</summary>
    public string Mark { get; } = $"@new-{Guid.NewGuid():N}";

    public IEnumerable<TmuxCommand> Commands(bool makesRoom, bool hasExitFormat, PaneFeed? output)
    {
        if (makesRoom) yield return new TmuxCommand("select-layout", "-t", _window, "tiled");
        yield return new TmuxCommand("split-window", ["-t", spec.After is { } pane ? TmuxId.Pane(pane) : _window, .. ProgramStart.Arguments(spec.Directory, spec.Environment, spec.Command)]);
        yield return new TmuxCommand("set-option", "-p", "-t", _window, "--", Mark, "1");
        foreach (var command in UserOption.Set(spec.PaneOptions, _window)) yield return command;
        yield return new TmuxCommand("set-option", "-p", "-t", _window, "remain-on-exit", "on");
        if (hasExitFormat) yield return new TmuxCommand("set-option", "-p", "-t", _window, "remain-on-exit-format", "");
        if (output is not null) yield return output.Connect(_window);
        yield return new TmuxCommand("set-option", "-p", "-u", "-t", _window, "--", Mark);
        yield return new TmuxCommand("last-pane", "-t", _window);
    }
}
