using Orchestrator.TmuxAdapter.Processes;
using Orchestrator.TmuxAdapter.Protocol;
using System.Globalization;

namespace Orchestrator.TmuxAdapter;

/// <summary>One pane of one life of the server. The pane may be gone: every method then says so.</summary>
public sealed partial class TmuxPane
{
    private readonly TmuxServer _server;
    private readonly Lazy<Task<PaneExit>> _exit;

    internal TmuxPane(TmuxServer server, string paneId, string windowId, int pid, string tty)
    {
        _server = server;
        (PaneId, WindowId, Pid, Tty) = (TmuxId.Pane(paneId), TmuxId.Window(windowId), pid, tty);
        _exit = new Lazy<Task<PaneExit>>(() => PaneExitWatch.RunAsync(server, this));
    }

    /// <summary>Which life of the server the ids belong to.</summary>
    public TmuxServerIdentity Server => _server.Identity;

    /// <summary>The pane's id, e.g. <c>%3</c>.</summary>
    public string PaneId { get; }

    /// <summary>The id of the window it was in when this handle was made.</summary>
    public string WindowId { get; }

    /// <summary>The process tmux started in it.</summary>
    public int Pid { get; }

    /// <summary>Its terminal, e.g. <c>/dev/pts/4</c>.</summary>
    public string Tty { get; }

    /// <summary>The output that was opened with the window, when its spec had a sink.</summary>
    public PaneOutput? Output { get; internal init; }

    /// <summary>Types keys, by tmux's names (<c>C-c</c>, <c>Escape</c>, <c>Enter</c>, <c>y</c>). In copy mode they do not reach the program.</summary>
    public Task SendKeysAsync(params IEnumerable<string> keys) => SendKeysAsync(WindowSpec.Empty, keys);

    /// <inheritdoc cref="SendKeysAsync(IEnumerable{string})"/>
    /// <param name="setOptions">User options set on the pane in the same step.</param>
    /// <param name="keys">Their names.</param>
    public Task SendKeysAsync(IReadOnlyDictionary<string, string> setOptions, params IEnumerable<string> keys)
    {
        List<string> typed = [.. keys];
        foreach (var key in typed) _server.Feeds.Typed(PaneId, System.Text.Encoding.UTF8.GetBytes(key));
        return _server.RunListAsync([.. UserOption.Set(setOptions, PaneId), new TmuxCommand("send-keys", ["-t", PaneId, "--", .. typed])]);
    }

    /// <summary>Tells those who read the pane's output that something is about to be typed into it, by whatever command, so that they know its echo.</summary>
    public void AnnounceInput(string text) => _server.Feeds.Typed(PaneId, System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>Leaves copy mode and every other mode; does nothing outside of them.</summary>
    public Task CancelModeAsync(CancellationToken cancellation = default) =>
        _server.RunAsync(new TmuxCommand("copy-mode", "-q", "-t", PaneId), cancellation);

    /// <summary>Reads the screen.</summary>
    /// <param name="historyLines">How many lines above the screen to add; null for none, <see cref="int.MaxValue"/> for all.</param>
    /// <param name="escapes">Whether to keep colours and attributes, as escape sequences.</param>
    /// <param name="joinWrapped">Whether to join lines that were wrapped at the edge; this also keeps blanks at their ends.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async Task<string> CaptureAsync(
        int? historyLines = null, bool escapes = false, bool joinWrapped = false, CancellationToken cancellation = default)
    {
        List<string> arguments = ["-p", "-t", PaneId];
        if (escapes) arguments.Add("-e");
        if (joinWrapped) arguments.Add("-J");
        if (historyLines is { } lines)
            arguments.AddRange(["-S", lines == int.MaxValue ? "-" : (-lines).ToString(CultureInfo.InvariantCulture)]);
        return string.Join('\n', await _server.RunAsync(new TmuxCommand("capture-pane", arguments), cancellation));
    }

    /// <summary>Sets user options (<c>@name</c>) on the pane, all of them or, when the pane is gone, none.</summary>
    public Task SetOptionsAsync(IReadOnlyDictionary<string, string> options, CancellationToken cancellation = default) =>
        _server.RunListAsync([.. UserOption.Set(options, PaneId)], cancellation);

    /// <returns>The user option's value; null when it is not set on this pane.</returns>
    public Task<string?> GetOptionAsync(string name, CancellationToken cancellation = default) =>
        _server.GetOptionAsync(OptionScope.Pane, PaneId, name, cancellation);

    /// <summary>Opens the pane's output from now on. A pane has one pipe, which all that open it through this connection share: the first opens it (another
    /// owner's <c>pipe-pane</c> is replaced), the last closes it.</summary>
    /// <exception cref="TmuxCommandException">The pane is gone.</exception>
    public Task<PaneOutput> OpenOutputAsync(IPaneOutputSink sink, CancellationToken cancellation = default) =>
        _server.Feeds.OpenAsync(this, sink, cancellation);

    /// <summary>Completes when the pane's process has ended, with what is known of how.</summary>
    /// <exception cref="TmuxDisconnectedException">The connection ended first: whether the process lives is unknown.</exception>
    public Task<PaneExit> WaitForExitAsync(CancellationToken cancellation = default) => _exit.Value.WaitAsync(cancellation);

    /// <summary>Ends every process of the pane, then the pane. Asks by SIGHUP and SIGTERM, waits, then kills what is left.</summary>
    /// <param name="grace">How long the processes may take.</param>
    /// <param name="cancellation">Ends the waiting; processes may then be left.</param>
    /// <exception cref="TmuxKillException">Processes are left all the same. The pane is gone.</exception>
    public async Task KillAsync(TimeSpan grace, CancellationToken cancellation = default)
    {
        Processes.Tty.SetFlow(this, isStopped: false); // a stopped terminal would hold up what is still to be said
        var exit = WaitForExitAsync(cancellation);
        var left = await PaneProcesses.EndAsync(_server, this, grace, cancellation);
        if (left.Count == 0) await exit;
        try
        {
            await _server.RunAsync(new TmuxCommand("kill-pane", "-t", PaneId), cancellation);
        }
        catch (TmuxCommandException e) when (TmuxId.IsMissing(e))
        {
            // It is gone, as was wanted.
        }

        if (left.Count > 0) throw new TmuxKillException(PaneId, left);
    }
}
