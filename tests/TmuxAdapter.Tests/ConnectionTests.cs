using Orchestrator.TmuxAdapter.Protocol;
using System.Diagnostics;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

public sealed class ConnectionTests : IAsyncLifetime
{
    private readonly TmuxServerFixture _tmux = new();

    public Task InitializeAsync() => _tmux.InitializeAsync();

    public Task DisposeAsync() => _tmux.DisposeAsync();

    [Fact]
    public async Task Replies_come_in_order_however_many_commands_are_under_way()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 20_000).Select(i => _tmux.Server.RunAsync(new TmuxCommand("display-message", "-p", $"{i}"))));
        Assert.Equal(Enumerable.Range(0, 20_000).Select(i => $"{i}"), replies.Select(lines => Assert.Single(lines)));
    }

    [Fact]
    public async Task Replies_reach_whoever_asked_when_many_threads_ask_at_once() =>
        await Parallel.ForAsync(0, 5_000, async (i, cancellation) =>
        {
            Assert.Equal($"{i}", Assert.Single(await _tmux.Server.RunAsync(new TmuxCommand("display-message", "-p", $"{i}"), cancellation)));
            var list = await _tmux.Server.RunListAsync([new("display-message", "-p", $"a{i}"), new("display-message", "-p", $"b{i}")], cancellation);
            Assert.Equal([[$"a{i}"], [$"b{i}"]], list);
        });

    [Fact]
    public async Task A_refused_command_says_why_and_the_next_one_works()
    {
        var error = await Assert.ThrowsAsync<TmuxCommandException>(() => _tmux.Server.RunAsync(new TmuxCommand("kill-window", "-t", "@999")));
        Assert.Equal(("kill-window", "can't find window: @999"), (error.Command, error.Reason));
        Assert.Equal("ok", Assert.Single(await _tmux.Server.RunAsync(new TmuxCommand("display-message", "-p", "ok"))));
    }

    [Fact]
    public async Task A_refused_command_ends_its_list_and_is_named()
    {
        TmuxCommand Say(string text) => new("set-option", "-s", "@said", text);
        var error = await Assert.ThrowsAsync<TmuxCommandException>(() =>
            _tmux.Server.RunListAsync([Say("first"), new("rename-window", "-t", "@999", "x"), Say("third")]));
        Assert.Equal(("rename-window", 1), (error.Command, error.Index));
        Assert.Equal("first", Assert.Single(await _tmux.Server.RunAsync(new TmuxCommand("show-options", "-sv", "@said"))));
    }

    [Fact]
    public async Task An_error_that_tmux_prints_late_is_part_of_the_reason()
    {
        var error = await Assert.ThrowsAsync<TmuxCommandException>(() =>
            _tmux.Server.RunListAsync([new("load-buffer", "-b", "x", "/nonexistent"), new("show-buffer", "-b", "x")]));
        Assert.Contains("/nonexistent: No such file", error.Reason, StringComparison.Ordinal);
        Assert.Equal("show-buffer", error.Command);
    }

    [Fact]
    public async Task What_a_command_prints_cannot_end_its_reply()
    {
        const string Fake = "%end 1 2 1\n%error 1 2 1\n%exit\n";
        await _tmux.Server.RunAsync(new TmuxCommand("set-buffer", "-b", "fake", "--", Fake));
        Assert.Equal(Fake.Split('\n'), await _tmux.Server.RunAsync(new TmuxCommand("show-buffer", "-b", "fake")));
    }

    [Fact]
    public async Task Changes_by_others_are_told()
    {
        var seen = new System.Collections.Concurrent.ConcurrentQueue<TmuxNotification>();
        _tmux.Server.Notified += seen.Enqueue;
        await _tmux.RunCliAsync("new-session", "-d", "-s", "theirs", "cat");
        await _tmux.RunCliAsync("rename-window", "-t", "theirs", "a b");
        await Eventually.Holds(() => Assert.Contains(seen, n => n is TmuxNotification.WindowRenamed { Name: "a b" }));
        Assert.Contains(seen, n => n is TmuxNotification.SessionsChanged);
        await _tmux.RunCliAsync("kill-session", "-t", "theirs");
        await Eventually.Holds(() => Assert.Contains(seen, n => n is TmuxNotification.WindowClosed));
    }

    [Fact]
    public async Task A_killed_server_disconnects_and_its_panes_have_not_exited_but_are_unknown()
    {
        var pane = await _tmux.Server.CreateWindowAsync(_tmux.Window("cat") with { Output = new RecordingSink() });
        var exit = pane.WaitForExitAsync();
        using var server = Process.GetProcessById(_tmux.Server.Identity.Pid);
        server.Kill();

        Assert.Equal("server exited unexpectedly", await _tmux.Server.Disconnected.WaitAsync(TimeSpan.FromSeconds(10)));
        await Assert.ThrowsAsync<TmuxDisconnectedException>(() => exit.WaitAsync(TimeSpan.FromSeconds(10)));
        await Assert.ThrowsAsync<TmuxDisconnectedException>(() => pane.PasteAsync("x", new PasteOptions()));
        await Assert.ThrowsAsync<TmuxDisconnectedException>(() => _tmux.Server.FindPaneAsync(pane.PaneId));
        Assert.Equal(PaneOutputEnd.Disconnected, await pane.Output!.Ended.WaitAsync(TimeSpan.FromSeconds(10)));

        var before = _tmux.Server.Identity;
        await _tmux.ReconnectAsync();
        Assert.NotEqual(before, _tmux.Server.Identity);
        Assert.Single(await _tmux.Server.ListPanesAsync()); // the hub's
    }

    [Fact]
    public async Task A_hub_session_that_a_user_killed_comes_back_with_the_next_connection()
    {
        var pane = await _tmux.Server.CreateWindowAsync(_tmux.Window("cat"));
        await _tmux.RunCliAsync("kill-session", "-t", _tmux.Options.HubSession);
        await _tmux.Server.Disconnected.WaitAsync(TimeSpan.FromSeconds(10));
        await _tmux.ReconnectAsync();
        Assert.NotNull(await _tmux.Server.FindPaneAsync(pane.PaneId));
    }

    [Fact]
    public async Task A_control_client_left_by_a_killed_owner_is_ended_and_others_are_not()
    {
        await _tmux.RunCliAsync("new-session", "-d", "-s", "theirs", "cat");
        using var theirs = await AttachControlClientAsync("theirs", clients: 2);
        using var stale = await AttachControlClientAsync(_tmux.Options.HubSession, clients: 3);
        await _tmux.ReconnectAsync();
        await stale.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        Assert.False(theirs.HasExited);
        theirs.Kill();
    }

    [Fact]
    public async Task A_server_that_waits_for_a_killed_owners_client_before_it_exits_is_freed()
    {
        var options = new TmuxServerOptions(Path.Combine(_tmux.Folder, "wedged"), Path.Combine(_tmux.Folder, "wedged-pipes"));
        string[] common = ["-u", "-S", options.SocketPath, "-f", "/dev/null"];
        await RunAsync([.. common, "new-session", "-d", "-s", options.HubSession, "cat"]);
        using var stale = Process.Start(new ProcessStartInfo("tmux", [.. common, "-C", "attach-session", "-t", $"={options.HubSession}", "-f", "no-output,ignore-size"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await stale.StandardOutput.ReadLineAsync();
        Signal(stale.Id, "STOP");
        using var exiting = Process.Start(new ProcessStartInfo("tmux", [.. common, "kill-server"]) { RedirectStandardError = true })!;
        await Eventually.Holds(async () => Assert.NotEqual(0, await RunAsync([.. common, "has-session", "-t", options.HubSession])));

        TmuxServer? server = null;
        await Eventually.Holds(async () => // the old server takes a moment to go
        {
            server = await Record.ExceptionAsync(async () => server = await TmuxServer.ConnectAsync(options)) is null ? server : null;
            Assert.NotNull(server);
        });

        Assert.True(stale.HasExited);
        await server!.DisposeAsync();
        await RunAsync([.. common, "kill-server"]);
    }

    private static async Task<int> RunAsync(string[] arguments)
    {
        using var tmux = Process.Start(new ProcessStartInfo("tmux", arguments) { RedirectStandardError = true })!;
        await tmux.WaitForExitAsync();
        return tmux.ExitCode;
    }

    [Fact]
    public async Task A_server_that_hangs_is_a_timeout_and_its_late_reply_goes_to_nobody_else()
    {
        await using var hasty = await TmuxServer.ConnectAsync(_tmux.Options with
        {
            HubSession = "hasty",
            FifoDirectory = Path.Combine(_tmux.Folder, "hasty"),
            CommandTimeout = TimeSpan.FromMilliseconds(200),
        });
        Signal(hasty.Identity.Pid, "STOP");
        await Assert.ThrowsAsync<TmuxTimeoutException>(() => hasty.RunAsync(new TmuxCommand("display-message", "-p", "late")));
        var next = Assert.ThrowsAsync<TmuxTimeoutException>(() => hasty.RunAsync(new TmuxCommand("display-message", "-p", "later")));
        await next;
        Signal(hasty.Identity.Pid, "CONT");
        Assert.Equal("mine", Assert.Single(await hasty.RunAsync(new TmuxCommand("display-message", "-p", "mine"))));
    }

    [Fact]
    public async Task Commands_for_a_hanging_server_never_block_the_caller()
    {
        Signal(_tmux.Server.Identity.Pid, "STOP");
        var clock = Stopwatch.StartNew();
        var large = new TmuxCommand("set-buffer", "-b", "large", "--", new string('x', 10_000));
        var replies = Enumerable.Range(0, 100).Select(_ => _tmux.Server.RunAsync(large)).ToList();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        Assert.DoesNotContain(replies, reply => reply.IsCompleted);
        Signal(_tmux.Server.Identity.Pid, "CONT");
        await Task.WhenAll(replies);
    }

    [Fact]
    public async Task Panes_taken_out_of_a_window_all_at_once_do_not_crash_the_server()
    {
        var target = await _tmux.Server.CreateWindowAsync(_tmux.Window("cat"));
        for (var i = 0; i < 10; i++)
        {
            var first = await _tmux.Server.CreateWindowAsync(_tmux.Window("cat"));
            var second = Assert.Single(await _tmux.Server.RunAsync(new TmuxCommand("split-window", "-d", "-t", first.PaneId, "-P", "-F", "#{pane_id}", "--", "cat")));
            await Task.WhenAll(
                _tmux.Server.RunAsync(new TmuxCommand("break-pane", "-d", "-s", first.PaneId)),
                _tmux.Server.RunAsync(new TmuxCommand("join-pane", "-d", "-s", second, "-t", target.PaneId)));
            await _tmux.Server.RunAsync(new TmuxCommand("kill-pane", "-t", second));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => _tmux.Server.RunListAsync([new("movep", "-s", "%1", "-t", "%2")]));
    }

    [Fact]
    public async Task All_windows_of_a_session_killed_at_once_do_not_crash_the_server()
    {
        for (var i = 0; i < 10; i++)
        {
            var panes = new List<TmuxPane>();
            for (var k = 0; k < 3; k++) panes.Add(await _tmux.Server.CreateWindowAsync(_tmux.Window("cat")));
            await Task.WhenAll(panes.Select(pane => _tmux.Server.KillWindowAsync(pane.WindowId)));
        }

        Assert.False(await _tmux.Server.HasSessionAsync("team"));
    }

    [Fact]
    public async Task Setup_commands_run_on_every_connection()
    {
        await using var server = await TmuxServer.ConnectAsync(_tmux.Options with
        {
            HubSession = "other",
            FifoDirectory = Path.Combine(_tmux.Folder, "other"),
            Setup = [new TmuxCommand("set-option", "-s", "@ready", "yes")],
        });
        Assert.Equal("yes", Assert.Single(await server.RunAsync(new TmuxCommand("show-options", "-sv", "@ready"))));
    }

    [Fact]
    public async Task Disposing_leaves_the_windows_running()
    {
        var pane = await _tmux.Server.CreateWindowAsync(_tmux.Window("cat"));
        await _tmux.Server.DisposeAsync();
        await Assert.ThrowsAsync<TmuxDisconnectedException>(() => _tmux.Server.FindPaneAsync(pane.PaneId));
        Assert.Contains(pane.PaneId, await _tmux.RunCliAsync("list-panes", "-a", "-F", "#{pane_id}"), StringComparison.Ordinal);
        await _tmux.ReconnectAsync();
    }

    [Fact]
    public async Task No_key_opens_the_tree_that_can_corrupt_the_server()
    {
        var keys = await _tmux.Server.RunAsync(new TmuxCommand("list-keys", "-T", "prefix"));
        Assert.NotEmpty(keys);
        Assert.DoesNotContain(keys, key => key.Contains("choose-tree", StringComparison.Ordinal));
    }

    private static void Signal(int pid, string name)
    {
        using var kill = Process.Start("kill", ["-s", name, $"{pid}"]);
        kill.WaitForExit();
    }

    /// <summary>One after the other: tmux 3.3a crashes when a control client attaches while another comes.</summary>
    private async Task<Process> AttachControlClientAsync(string session, int clients)
    {
        await Task.Delay(50);
        var client = Process.Start(new ProcessStartInfo("tmux", ["-S", _tmux.Options.SocketPath, "-C", "attach-session", "-t", session])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await Eventually.Holds(async () => Assert.Equal(clients, (await _tmux.RunCliAsync("list-clients")).Trim().Split('\n').Length));
        return client;
    }
}
