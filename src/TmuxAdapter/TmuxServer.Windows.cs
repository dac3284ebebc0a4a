using Orchestrator.TmuxAdapter.Protocol;
using System.Globalization;

namespace Orchestrator.TmuxAdapter;

public sealed partial class TmuxServer
{
    private static readonly Version _hasExitFormat = new(3, 3);

    /// <summary>Creates a window and sets it up, as one line of commands: either all of it happens, or tmux refused.</summary>
    /// <remarks>The pane stays when its program ends, until somebody kills it; its window keeps its size and name whoever attaches.
    /// The program runs behind a small shell process that keeps its last words: that one is <see cref="TmuxPane.Pid"/>, the program its only child.</remarks>
    /// <exception cref="DirectoryNotFoundException">The directory is missing; tmux would start the program elsewhere without a word.</exception>
    /// <exception cref="TmuxCommandException">tmux refused; no window is left.</exception>
    /// <inheritdoc cref="RunAsync" path="/exception[position()>1]"/>
    public Task<TmuxPane> CreateWindowAsync(WindowSpec spec, CancellationToken cancellation = default) =>
        CreateAsync(spec, output => CreateWindowAsync(spec, output, cancellation));

    /// <summary>Kills a window with all its panes. Their programs get SIGHUP; see <see cref="TmuxPane.KillAsync"/> for those that ignore it.</summary>
    public Task KillWindowAsync(string windowId, CancellationToken cancellation = default) =>
        RunAsync(new TmuxCommand("kill-window", "-t", TmuxId.Window(windowId)), cancellation);

    /// <summary>Renames a window. See <see cref="TmuxNames.Window"/> for the name it gets.</summary>
    public Task RenameWindowAsync(string windowId, string name, CancellationToken cancellation = default) =>
        RunAsync(new TmuxCommand("rename-window", "-t", TmuxId.Window(windowId), "--", TmuxFormat.Escape(TmuxNames.Window(name))), cancellation);

    /// <summary>Arranges a window's panes by a named layout (<c>tiled</c>, <c>main-vertical</c> …) or a layout string tmux gave out.</summary>
    public Task SelectLayoutAsync(string windowId, string layout, CancellationToken cancellation = default) =>
        RunAsync(new TmuxCommand("select-layout", "-t", TmuxId.Window(windowId), "--", layout), cancellation);

    /// <summary>Gives a window a size that attached clients do not change.</summary>
    public Task ResizeWindowAsync(string windowId, int columns, int rows, CancellationToken cancellation = default) =>
        RunAsync(Resize(TmuxId.Window(windowId), columns, rows), cancellation);

    /// <summary>All panes of the server, those of the hub session too.</summary>
    /// <param name="filter">A tmux format that is true for the panes wanted, e.g. <c>#{@agent}</c>; text of users in it must be escaped.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<IReadOnlyList<PaneInfo>> ListPanesAsync(string? filter = null, CancellationToken cancellation = default)
    {
        string[] only = filter is null ? [] : ["-f", filter];
        var lines = await RunAsync(new TmuxCommand("list-panes", ["-a", .. only, "-F", _paneFormat.Text]), cancellation);
        return [.. _paneFormat.Read(lines).DistinctBy(pane => pane.PaneId)]; // a linked window is listed once per session
    }

    /// <summary>The panes of one session, those of its linked windows too.</summary>
    /// <exception cref="TmuxCommandException">There is no such session.</exception>
    /// <inheritdoc cref="RunAsync" path="/exception[position()>1]"/>
    public async Task<IReadOnlyList<PaneInfo>> ListSessionPanesAsync(string sessionId, CancellationToken cancellation = default) =>
        _paneFormat.Read(await RunAsync(new TmuxCommand("list-panes", "-s", "-t", TmuxId.Session(sessionId), "-F", _paneFormat.Text), cancellation));

    /// <returns>Null only when tmux said that there is no such pane.</returns>
    /// <inheritdoc cref="RunAsync" path="/exception[position()>1]"/>
    public async Task<PaneInfo?> FindPaneAsync(string paneId, CancellationToken cancellation = default)
    {
        var lines = await ListOneAsync(paneId, _paneFormat.Text, cancellation);
        return lines is null ? null : _paneFormat.Read(lines).FirstOrDefault();
    }

    /// <summary>A handle on a pane that was listed, e.g. one that an earlier connection created.</summary>
    public TmuxPane GetPane(PaneInfo info) => new(this, info.PaneId, info.WindowId, info.Pid, info.Tty);

    /// <returns>Null when there is no such pane.</returns>
    internal async Task<IReadOnlyList<string>?> ListOneAsync(string paneId, string format, CancellationToken cancellation)
    {
        try
        {
            return await RunAsync(
                new TmuxCommand("list-panes", "-t", TmuxId.Pane(paneId), "-f", $"#{{==:#{{pane_id}},{paneId}}}", "-F", format), cancellation);
        }
        catch (TmuxCommandException e) when (TmuxId.IsMissing(e))
        {
            return null;
        }
    }

    private async Task<TmuxPane> CreateAsync(WindowSpec spec, Func<OutputOfWindow?, Task<TmuxPane>> create)
    {
        ProgramStart.Check(spec.Directory, spec.Command);
        return await WithOutputAsync(spec.Output, create);
    }

    private async Task<TmuxPane> WithOutputAsync(IPaneOutputSink? sink, Func<OutputOfWindow?, Task<TmuxPane>> create)
    {
        if (sink is null) return await create(null);
        var output = new OutputOfWindow(Feeds.Prepare(sink, out var feed), feed);
        try
        {
            var pane = await create(output);
            Feeds.Bind(feed, pane);
            return pane;
        }
        catch
        {
            feed.End(PaneOutputEnd.Disposed);
            throw;
        }
    }

    private async Task<TmuxPane> CreateWindowAsync(WindowSpec spec, OutputOfWindow? output, CancellationToken cancellation)
    {
        var session = TmuxNames.Session(spec.Session);
        while (true)
        {
            try
            {
                return await RunCreationAsync(WindowCreation.InSession(spec, session), spec, output, cancellation);
            }
            catch (TmuxCommandException e) when (e.Index == 0 && TmuxId.IsMissing(e))
            {
            }

            try
            {
                return await RunCreationAsync(WindowCreation.WithSession(spec, session, Options), spec, output, cancellation);
            }
            catch (TmuxCommandException e) when (e.Index == 0 && TmuxId.IsDuplicate(e))
            {
                // Somebody created the session in between.
            }
        }
    }

    private async Task<TmuxPane> RunCreationAsync(
        WindowCreation creation, WindowSpec spec, OutputOfWindow? output, CancellationToken cancellation)
    {
        List<TmuxCommand> line = [.. creation.Commands, .. creation.SetUp(spec, Options, hasExitFormat: Version >= _hasExitFormat)];
        if (output is not null) line.Add(output.Feed.Connect(creation.Target));
        line.Add(creation.GiveName(spec));
        try
        {
            return Created((await RunListAsync(line, cancellation))[0][0], output);
        }
        catch (TmuxCommandException e) when (e.Index > 0)
        {
            await RunAsync(new TmuxCommand("kill-window", "-t", creation.Target), CancellationToken.None);
            throw;
        }
    }

    private TmuxPane Created(string printed, OutputOfWindow? output)
    {
        var fields = printed.Split(' ');
        return new TmuxPane(this, fields[1], fields[0], int.Parse(fields[2], CultureInfo.InvariantCulture), fields[3]) { Output = output?.Output };
    }

    internal static TmuxCommand Resize(string target, int columns, int rows) =>
        new("resize-window", "-t", target, "-x", columns.ToString(CultureInfo.InvariantCulture), "-y", rows.ToString(CultureInfo.InvariantCulture));

    private sealed record OutputOfWindow(PaneOutput Output, PaneFeed Feed);
}
