using Orchestrator.TmuxAdapter.Protocol;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

public sealed class WindowTests(TmuxServerFixture tmux) : IClassFixture<TmuxServerFixture>
{
    [Fact]
    public async Task A_window_runs_its_program_in_its_directory_with_its_variables()
    {
        var sink = new RecordingSink();
        var spec = tmux.Window("sh", "-c", "printf '%s|' \"$PWD\" \"$A\" \"$@\"; exec sleep 1000", "sh", "x y", "$(z)", "#{pid};", "") with
        {
            Environment = new Dictionary<string, string> { ["A"] = "a'b\"c;$d #{pid}\n~" },
            Output = sink,
        };
        await tmux.Server.CreateWindowAsync(spec);
        await Eventually.Holds(() => Assert.Equal($"{tmux.Folder}|a'b\"c;$d #{{pid}}\r\n~|x y|$(z)|#{{pid}};||", sink.Text));
    }

    [Fact]
    public async Task A_window_can_be_created_with_everything_in_one_go()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat") with
        {
            Name = "an agent: 1.2",
            Columns = 123,
            Rows = 45,
            PaneOptions = new Dictionary<string, string> { ["@agent"] = "billing/dev #{pid} \"\n;" },
        });

        var info = await tmux.Server.FindPaneAsync(pane.PaneId);
        Assert.NotNull(info);
        Assert.Equal(("an agent: 1.2", "team", 123, 45), (info.WindowName, info.SessionName, info.Columns, info.Rows));
        Assert.Equal("billing/dev #{pid} \"\n;", info.Options["@agent"]);
        Assert.Equal((pane.Pid, pane.Tty, pane.WindowId, false), (info.Pid, info.Tty, info.WindowId, info.IsDead));
    }

    [Fact]
    public async Task The_variables_of_a_sessions_first_window_do_not_reach_its_second()
    {
        var sink = new RecordingSink();
        await tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Session = "secrets", Environment = new Dictionary<string, string> { ["TOKEN"] = "first" } });
        await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", "echo \"token=$TOKEN.\"; cat") with { Session = "secrets", Output = sink });
        await Eventually.Holds(() => Assert.Equal("token=.\r\n", sink.Text));
    }

    [Fact]
    public async Task A_hundred_windows_asked_for_at_once_in_a_session_that_does_not_exist_all_come()
    {
        var panes = await Task.WhenAll(Enumerable.Range(0, 100).Select(i =>
            tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Session = "many", Name = $"w{i}", Output = new RecordingSink() })));
        var listed = await tmux.Server.ListPanesAsync("#{==:#{session_name},many}");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"w{i}").Order(), listed.Select(pane => pane.WindowName).Order());
        Assert.Equal(panes.Select(pane => pane.PaneId).Order(), listed.Select(pane => pane.PaneId).Order());
        await tmux.Server.KillSessionAsync(listed[0].SessionId);
    }

    [Theory]
    [InlineData("a:b.c", "a_b_c")]
    [InlineData("#{pid}#(touch pwned) ##[x] #[fg=red]# #", "#{pid}#(touch pwned) ##[x] #[fg=red]# #")]
    [InlineData("$(id) `id` ; kill-server \"'", "_(id) `id` ; kill-server \"'")]
    [InlineData("$1", "_1")]
    [InlineData("=x", "_x")]
    [InlineData("-d", "-d")]
    [InlineData("~root %H $HOME {x} é日本😀", "~root %H _HOME {x} é日本😀")]
    [InlineData("line\nfeed\ttab\\", "line␊feed␉tab_")]
    public async Task A_name_is_taken_as_it_is_or_visibly_changed_and_never_executed(string name, string session)
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Session = name, Name = name });
        var second = await tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Session = name, Name = name });
        var info = (await tmux.Server.FindPaneAsync(pane.PaneId))!;
        Assert.Equal(session, info.SessionName);
        Assert.Equal(TmuxNames.Window(name), info.WindowName);
        Assert.Equal(info.SessionId, (await tmux.Server.FindPaneAsync(second.PaneId))!.SessionId);
        Assert.True(await tmux.Server.HasSessionAsync(name));

        await tmux.Server.RenameWindowAsync(pane.WindowId, name + "2");
        Assert.Equal(TmuxNames.Window(name + "2"), (await tmux.Server.FindPaneAsync(pane.PaneId))!.WindowName);
        await tmux.Server.RenameSessionAsync(info.SessionId, name + "3");
        Assert.Equal(session + "3", (await tmux.Server.FindPaneAsync(pane.PaneId))!.SessionName);
        Assert.False(File.Exists(Path.Combine(tmux.Folder, "pwned")));
    }

    [Fact]
    public async Task A_missing_directory_is_refused_before_anything_starts()
    {
        var missing = Path.Combine(tmux.Folder, "nowhere");
        var error = await Assert.ThrowsAsync<DirectoryNotFoundException>(() => tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Directory = missing }));
        Assert.Contains(missing, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_with_a_format_in_its_name_is_used_and_not_expanded()
    {
        var folder = Directory.CreateDirectory(Path.Combine(tmux.Folder, "#{pid} #(touch pwned) %H\n")).FullName;
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Directory = folder });
        await Eventually.Holds(async () => Assert.Equal(folder, (await tmux.Server.FindPaneAsync(pane.PaneId))!.CurrentPath));
    }

    [Fact]
    public async Task A_creation_that_tmux_refuses_halfway_leaves_no_window()
    {
        await tmux.Server.CreateWindowAsync(tmux.Window("cat"));
        var before = (await tmux.Server.ListPanesAsync()).Count;
        var error = await Assert.ThrowsAsync<TmuxCommandException>(() => tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Columns = -5 }));
        Assert.Equal("resize-window", error.Command);
        Assert.Equal(before, (await tmux.Server.ListPanesAsync()).Count);
    }

    [Fact]
    public async Task A_pane_that_is_not_there_is_null_and_asking_for_it_by_a_name_is_an_error()
    {
        Assert.Null(await tmux.Server.FindPaneAsync("%99999"));
        await Assert.ThrowsAsync<ArgumentException>(() => tmux.Server.FindPaneAsync("team:window"));
    }

    [Fact]
    public async Task A_new_connection_finds_the_panes_of_an_earlier_one_by_their_option()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat") with { PaneOptions = new Dictionary<string, string> { ["@agent"] = "adopted" } });
        await tmux.ReconnectAsync();

        var found = Assert.Single(await tmux.Server.ListPanesAsync("#{==:#{@agent},adopted}"));
        var sink = new RecordingSink();
        var adopted = tmux.Server.GetPane(found);
        await adopted.OpenOutputAsync(sink);
        Assert.Equal((pane.PaneId, pane.Pid), (adopted.PaneId, adopted.Pid));
        Assert.Equal(PasteResult.Pasted, await adopted.PasteAsync("still here\n", new PasteOptions()));
        await Eventually.Holds(() => Assert.Equal("still here\r\nstill here\r\n", sink.Text));
    }

    [Fact]
    public async Task An_option_keeps_any_text_and_an_unset_one_is_null()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat"));
        const string Weird = "a\nb #{pid} $(x) ; '\"\\ ~ é %H";
        await pane.SetOptionsAsync(new Dictionary<string, string> { ["@agent"] = Weird });
        Assert.Equal(Weird, await pane.GetOptionAsync("@agent"));
        Assert.Equal(Weird, (await tmux.Server.FindPaneAsync(pane.PaneId))!.Options["@agent"]);
        Assert.Null(await pane.GetOptionAsync("@message"));
        await tmux.Server.SetOptionAsync(OptionScope.Window, pane.WindowId, "@w", "1");
        Assert.Equal("1", await tmux.Server.GetOptionAsync(OptionScope.Window, pane.WindowId, "@w"));
    }
}
