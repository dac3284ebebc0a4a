using Orchestrator.TmuxAdapter.Connection;
using Orchestrator.TmuxAdapter.Native;
using Orchestrator.TmuxAdapter.Protocol;
using System.Collections.Concurrent;
using System.Globalization;

namespace Orchestrator.TmuxAdapter;

/// <summary>The connection to one tmux server: one control client, one thread for all pipes and processes. For one owner.</summary>
/// <remarks>It never reconnects by itself: after <see cref="Disconnected"/> the owner disposes it and connects anew, and finds its panes
/// again by <see cref="ListPanesAsync"/> and <see cref="GetPane"/>. Only Linux.</remarks>
public sealed partial class TmuxServer : IAsyncDisposable
{
    private static readonly string[] _treeKeys = ["w", "s"];

    private readonly ControlClient _client;
    private readonly PaneFormat _paneFormat;
    private int _isDisposed;

    private TmuxServer(TmuxServerOptions options, IoLoop loop, ControlClientFactory connect)
    {
        (Options, Loop) = (options, loop);
        Feeds = new PaneFeeds(this);
        _paneFormat = new PaneFormat(options.PaneOptionNames);
        _client = connect(said => Notified?.Invoke(TmuxNotification.From(said)));
        Disconnected = _client.Disconnected;
    }

    private delegate ControlClient ControlClientFactory(Action<ControlModeMessage.Notification> onNotification);

    /// <summary>Raised on the connection's reading thread, in order: a handler must be quick, must not wait for replies, and ends the
    /// connection when it throws.</summary>
    public event Action<TmuxNotification>? Notified;

    /// <summary>Which life of the server this is.</summary>
    public TmuxServerIdentity Identity { get; private set; } = new(0, 0);

    /// <summary>The running server's version; 3.3a is 3.3.1.</summary>
    public Version Version { get; private set; } = new();

    /// <summary>Completes with the reason when the connection has ended, by whatever side. Panes may live on.</summary>
    public Task<string> Disconnected { get; }

    internal TmuxServerOptions Options { get; }

    internal IoLoop Loop { get; }

    internal PaneFeeds Feeds { get; }

    /// <summary>The panes in whose shells a command of ours is run.</summary>
    internal ConcurrentDictionary<string, bool> Executing { get; } = new();

    /// <summary>Connects to the server of the socket; starts it when none runs; ends control clients that an earlier owner left.</summary>
    /// <exception cref="TmuxNotFoundException">There is no tmux program.</exception>
    /// <exception cref="TmuxTooOldException">tmux is older than 3.2.</exception>
    /// <exception cref="TmuxStartException">The server did not start, or refused us.</exception>
    /// <exception cref="TmuxTimeoutException">tmux hangs.</exception>
    public static async Task<TmuxServer> ConnectAsync(TmuxServerOptions options, CancellationToken cancellation = default)
    {
        var program = new TmuxProgram(options);
        await ServerStart.CheckVersionAsync(program, options, cancellation);
        ServerStart.PrepareFifoDirectory(options.FifoDirectory);
        var loop = new IoLoop();
        TmuxServer? server = null;
        try
        {
            var attach = program.Start("-C", "attach-session", "-t", $"={options.HubSession}", "-f", "no-output,ignore-size");
            await ServerStart.EndOrphansAsync(attach, options, loop, cancellation);
            await ServerStart.EnsureHubAsync(program, options, cancellation);
            await ServerStart.EndStaleClientsAsync(program, options, loop, cancellation);
            server = new TmuxServer(options, loop, onNotification => new ControlClient(attach, loop, options.Time, options.CommandTimeout, onNotification));
            await server.IntroduceAsync(cancellation);
            return server;
        }
        catch
        {
            if (server is not null) await server.DisposeAsync();
            else loop.Dispose();
            throw;
        }
    }

    /// <summary>Runs one command.</summary>
    /// <returns>The lines it printed.</returns>
    /// <exception cref="TmuxCommandException">tmux refused it: it was not done.</exception>
    /// <exception cref="TmuxDisconnectedException">No reply came: whether it was done is unknown.</exception>
    /// <exception cref="TmuxTimeoutException">No reply within <see cref="TmuxServerOptions.CommandTimeout"/>: likewise unknown.</exception>
    public Task<IReadOnlyList<string>> RunAsync(TmuxCommand command, CancellationToken cancellation = default)
    {
        var reply = Removal.Is(command) ? RunRemovalAsync(command) : _client.RunAsync(command);
        return cancellation.CanBeCanceled ? reply.WaitAsync(cancellation) : reply;
    }

    /// <summary>Runs several commands with nothing of anybody else in between. One that is refused ends the list.</summary>
    /// <returns>The lines each of them printed. <c>if-shell</c> counts as one more than the commands it runs.</returns>
    /// <exception cref="ArgumentException">One of them takes something away, as <c>kill-window</c> and <c>join-pane</c> do: those must run alone.</exception>
    /// <exception cref="TmuxCommandException">One was refused: <see cref="TmuxCommandException.Index"/> says which.</exception>
    /// <inheritdoc cref="RunAsync" path="/exception[position()>1]"/>
    public Task<IReadOnlyList<IReadOnlyList<string>>> RunListAsync(IReadOnlyList<TmuxCommand> commands, CancellationToken cancellation = default)
    {
        if (commands.FirstOrDefault(Removal.Is) is { } removal)
            throw new ArgumentException($"{removal} must run alone: in a list it can crash the tmux server.", nameof(commands));
        if (commands.Count == 0) return Task.FromResult<IReadOnlyList<IReadOnlyList<string>>>([]);
        var reply = _client.RunListAsync(commands);
        return cancellation.CanBeCanceled ? reply.WaitAsync(cancellation) : reply;
    }

    /// <summary>Detaches. Sessions, windows and their programs stay.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0) return;
        await _client.DisposeAsync();
        Feeds.EndAll(PaneOutputEnd.Disconnected);
        Loop.Dispose();
    }

    private async Task<IReadOnlyList<string>> RunRemovalAsync(TmuxCommand command) =>
        (await _client.RunListAsync([Removal.Barrier, command]))[^1];

    private async Task IntroduceAsync(CancellationToken cancellation)
    {
        try
        {
            await _client.Attached.WaitAsync(Options.CommandTimeout, Options.Time, cancellation);
        }
        catch (TimeoutException)
        {
            throw new TmuxTimeoutException("attach-session", Options.CommandTimeout);
        }

        var said = await RunAsync(new TmuxCommand("display-message", "-p", "#{pid} #{start_time} #{version}"), cancellation);
        var words = said[0].Split(' ');
        Identity = new TmuxServerIdentity(int.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture));
        Version = TmuxVersion.Parse(words[2]) ?? throw new TmuxStartException($"The running server says it is version \"{words[2]}\".");
        if (Version < ServerStart.OldestVersion) throw new TmuxTooOldException(words[2], ServerStart.OldestVersion);
        // choose-tree while windows and sessions come and go is suspected of corrupting the server's memory (3.3a, fuzz test: two aborts in about
        // ten minutes with it, none in five without): a person who opens it must not end everybody's programs.
        foreach (var key in _treeKeys) await RunAsync(new TmuxCommand("unbind-key", "-T", "prefix", key), cancellation);
        foreach (var command in Options.Setup) await RunAsync(command, cancellation);
    }
}
