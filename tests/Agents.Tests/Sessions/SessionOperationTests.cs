using Orchestrator.Agents.Sessions;
using Xunit;

namespace Orchestrator.Agents.Tests.Sessions;

public sealed class SessionOperationTests(SessionsOnTmux tmux) : IClassFixture<SessionsOnTmux>
{
    [Fact]
    public async Task A_session_begins_with_a_shell_and_ends_with_all_its_processes()
    {
        var created = await tmux.Services.Sessions.CreateAsync("first", tmux.Folder);
        var pane = Assert.Single(created.Panes);
        Assert.Equal(("main", 0, "first", tmux.Folder), (pane.Label, pane.Index, pane.Session, pane.Info.CurrentPath));
        Assert.Equal((120, 40), (pane.Info.Columns, pane.Info.Rows));
        await Eventually.Holds(async () => Assert.Equal(PaneState.Idle, (await tmux.Directory.PaneAsync("first", "main")).State));

        await tmux.Services.Sessions.KillAsync("first");
        await RefusedAsync("not_found", "There is no session \"first\"", () => tmux.Directory.SessionAsync("first"));
        Assert.False(System.IO.Directory.Exists($"/proc/{pane.Info.Pid}"));
    }

    [Theory]
    [InlineData("development", "editor,terminal,output")]
    [InlineData("monitoring", "status,errors,resources,metrics,log")]
    public async Task A_session_of_a_layout_has_its_labelled_panes(string layout, string labels)
    {
        var session = await tmux.SessionAsync(layout);
        Assert.Equal(labels.Split(','), await tmux.LabelsAsync(session));
        await tmux.Services.Sessions.KillAsync(session);
    }

    [Fact]
    public async Task The_development_layout_gives_seventy_percent_to_the_left_and_splits_the_right()
    {
        var session = await tmux.SessionAsync("development");
        var panes = (await tmux.Directory.SessionAsync(session)).Panes;
        Assert.Equal((0, 84), (panes[0].Info.Left, panes[0].Info.Columns));
        Assert.Equal((85, 35, 85, 35), (panes[1].Info.Left, panes[1].Info.Columns, panes[2].Info.Left, panes[2].Info.Columns));
        Assert.True(panes[2].Info.Top > 0);
        await tmux.Services.Sessions.KillAsync(session);
    }

    [Fact]
    public async Task A_layout_is_saved_under_a_name_and_given_to_another_session()
    {
        var session = await tmux.SessionAsync("development");
        var server = await tmux.Directory.ServerAsync();
        var before = (await tmux.Directory.SessionAsync(session)).Panes;
        await tmux.Services.Layouts.SaveAsync(server, before, "mine");
        await tmux.Services.Sessions.KillAsync(session);

        var again = await tmux.Services.Sessions.CreateAsync("again", tmux.Folder, "mine");
        Assert.Equal(before.Select(p => (p.Label, p.Info.Left, p.Info.Top, p.Info.Columns)), again.Panes.Select(p => (p.Label, p.Info.Left, p.Info.Top, p.Info.Columns)));
        await tmux.Services.Sessions.KillAsync("again");
        await RefusedAsync("refused", "built in", () => tmux.Services.Layouts.SaveAsync(server, before, "tiled"));
        await RefusedAsync("not_found", "There is no layout \"nobodys\"", () => tmux.Services.Sessions.CreateAsync("x", tmux.Folder, "nobodys"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("a.b")]
    [InlineData("-x")]
    [InlineData("=x")]
    [InlineData("#{pane_id}")]
    [InlineData("#(touch pwned)")]
    [InlineData("köln")]
    [InlineData("a\nb")]
    public async Task A_name_that_tmux_or_a_shell_would_read_otherwise_is_refused(string name)
    {
        await RefusedAsync("invalid", "cannot be the name of a session", () => tmux.Services.Sessions.CreateAsync(name, tmux.Folder));
    }

    [Fact]
    public async Task A_name_is_taken_once_and_a_limit_is_told()
    {
        var session = await tmux.SessionAsync();
        await RefusedAsync("refused", $"There is a session {session} already", () => tmux.Services.Sessions.CreateAsync(session, tmux.Folder));
        await RefusedAsync("not_found", "There is no directory /nowhere", () => tmux.Services.Sessions.CreateAsync("nowhere", "/nowhere"));

        var made = new List<string> { session };
        while ((await tmux.Directory.SessionsAsync()).Count < SessionsOnTmux.MaxSessions) made.Add(await tmux.SessionAsync());
        await RefusedAsync("refused", $"There are {SessionsOnTmux.MaxSessions} sessions; {SessionsOnTmux.MaxSessions} are allowed", () => tmux.SessionAsync());
        foreach (var name in made) await tmux.Services.Sessions.KillAsync(name);
    }

    internal static async Task RefusedAsync(string code, string message, Func<Task> operation)
    {
        var refused = await Assert.ThrowsAsync<SessionException>(operation);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Equal(code, refused.Code);
    }
}
