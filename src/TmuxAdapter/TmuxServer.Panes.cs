using Orchestrator.TmuxAdapter.Protocol;

namespace Orchestrator.TmuxAdapter;

public sealed partial class TmuxServer
{
    private const string NoSpace = "no space for new pane";

    /// <summary>Creates a pane in a window that is there and sets it up, as one line of commands. The window's active pane stays the same.</summary>
    /// <remarks>When there is no room, the window's panes are laid out as tiles first. The pane stays when its program ends, and its program runs
    /// behind the small shell process of <see cref="CreateWindowAsync(WindowSpec, CancellationToken)"/>.</remarks>
    /// <exception cref="DirectoryNotFoundException">The directory is missing; tmux would start the program elsewhere without a word.</exception>
    /// <exception cref="TmuxCommandException">The window is gone or too small, or tmux refused otherwise; no pane is left.</exception>
    /// <inheritdoc cref="RunAsync" path="/exception[position()>1]"/>
    public async Task<TmuxPane> SplitWindowAsync(PaneSpec spec, CancellationToken cancellation = default)
    {
        ProgramStart.Check(spec.Directory, spec.Command);
        try
        {
            return await SplitWindowAsync(spec, makesRoom: false, cancellation);
        }
        catch (TmuxCommandException e) when (e.Index == 0 && e.Reason.Contains(NoSpace, StringComparison.Ordinal))
        {
            return await SplitWindowAsync(spec, makesRoom: true, cancellation);
        }
    }

    /// <summary>Closes one pane. Its program gets SIGHUP; see <see cref="TmuxPane.KillAsync"/> for those that ignore it.</summary>
    public Task KillPaneAsync(string paneId, CancellationToken cancellation = default) =>
        RunAsync(new TmuxCommand("kill-pane", "-t", TmuxId.Pane(paneId)), cancellation);

    private Task<TmuxPane> SplitWindowAsync(PaneSpec spec, bool makesRoom, CancellationToken cancellation) =>
        WithOutputAsync(spec.Output, async output =>
        {
            var creation = new PaneCreation(spec);
            var split = makesRoom ? 1 : 0;
            try
            {
                var said = await RunListAsync([.. creation.Commands(makesRoom, Version >= _hasExitFormat, output?.Feed)], cancellation);
                return Created(said[split][0], output);
            }
            catch (TmuxCommandException e) when (e.Index > split)
            {
                foreach (var half in await ListPanesAsync($"#{{{creation.Mark}}}", CancellationToken.None))
                    await KillPaneAsync(half.PaneId, CancellationToken.None);
                throw;
            }
        });
}
