using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

public sealed class SessionTests(TmuxServerFixture tmux) : IClassFixture<TmuxServerFixture>
{
    [Fact]
    public async Task A_session_can_be_created_once_listed_and_killed()
    {
        var spec = tmux.Window("cat") with { Session = "once" };
        var pane = await tmux.Server.CreateSessionAsync(spec);
        var error = await Assert.ThrowsAsync<TmuxCommandException>(() => tmux.Server.CreateSessionAsync(spec));
        Assert.Equal("duplicate session: once", error.Reason);
        await tmux.Server.CreateWindowAsync(spec);

        var session = Assert.Single(await tmux.Server.ListSessionsAsync(), session => session.Name == "once");
        Assert.Equal((2, 0, (await tmux.Server.FindPaneAsync(pane.PaneId))!.SessionId), (session.Windows, session.AttachedClients, session.Id));
        await tmux.Server.KillSessionAsync(session.Id);
        Assert.False(await tmux.Server.HasSessionAsync("once"));
        Assert.Null(await tmux.Server.FindPaneAsync(pane.PaneId));
    }

    [Fact]
    public async Task Output_pipes_work_in_a_folder_of_any_name()
    {
        await using var server = await TmuxServer.ConnectAsync(tmux.Options with
        {
            HubSession = "other",
            FifoDirectory = Path.Combine(tmux.Folder, "it's #{pid} %H $(x)"),
        });
        var sink = new RecordingSink();
        await server.CreateWindowAsync(tmux.Window("echo", "through") with { Output = sink });
        await Eventually.Holds(() => Assert.Equal("through\r\n", sink.Text));
    }

    [Fact]
    public async Task A_window_keeps_its_size_and_name_when_a_smaller_terminal_attaches()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Session = "sized", Name = "kept" });
        using var user = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("script",
            ["-qfec", $"stty cols 60 rows 20; exec tmux -S '{tmux.Options.SocketPath}' attach-session -t sized", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm" },
        })!;
        await Eventually.Holds(async () => Assert.Contains("60x20", await tmux.RunCliAsync("list-clients", "-F", "#{client_width}x#{client_height}"), StringComparison.Ordinal));
        var info = (await tmux.Server.FindPaneAsync(pane.PaneId))!;
        Assert.Equal((200, 50, "kept"), (info.Columns, info.Rows, info.WindowName));
        user.Kill(entireProcessTree: true);
    }
}
