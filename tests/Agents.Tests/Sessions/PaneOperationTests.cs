using Orchestrator.Agents.Sessions;
using Orchestrator.Agents.Terminals;
using Xunit;
using static Orchestrator.Agents.Tests.Sessions.SessionOperationTests;

namespace Orchestrator.Agents.Tests.Sessions;

public sealed class PaneOperationTests(SessionsOnTmux tmux) : IClassFixture<SessionsOnTmux>, IAsyncLifetime
{
    private string _session = "";

    public async Task InitializeAsync() => _session = await tmux.SessionAsync();

    public Task DisposeAsync() => tmux.Services.Sessions.KillAsync(_session, force: true);

    [Fact]
    public async Task A_pane_is_found_by_its_label_its_index_and_its_id()
    {
        var pane = await tmux.Panes.CreateAsync(new NewPane(_session, "build", "exec sleep 1000"));
        Assert.Equal((1, "build"), (pane.Index, pane.Label));
        await Eventually.Holds(async () => Assert.Equal("sleep", (await LookAsync("build")).Info.CurrentCommand));
        Assert.Equal(PaneState.Running, (await LookAsync("build")).State);
        foreach (var name in new[] { "build", "1", pane.Id }) Assert.Equal(pane.Id, (await tmux.Directory.PaneAsync(_session, name)).Id);
        await RefusedAsync("not_found", "There is no pane \"%999\"", () => tmux.Directory.PaneAsync(_session, "%999"));
        await RefusedAsync("not_found", "There is no pane \"buil\"", () => tmux.Directory.PaneAsync(_session, "buil"));
        await RefusedAsync("not_found", "There is no session", () => tmux.Directory.PaneAsync("nowhere", pane.Id));
    }

    [Fact]
    public async Task A_pane_starts_where_and_with_what_it_is_told()
    {
        var folder = Directory.CreateDirectory(Path.Combine(tmux.Folder, "a b#{pid}'c")).FullName;
        var environment = new Dictionary<string, string> { ["ODD"] = "#{pane_id} $(x) 'y'" };
        await tmux.Panes.CreateAsync(new NewPane(_session, "there", "echo \"$ORC_TEST|$ODD|$PWD\" > out; exec cat", folder, Environment: environment));
        await Eventually.Holds(async () => Assert.Equal($"yes|#{{pane_id}} $(x) 'y'|{folder}\n", await File.ReadAllTextAsync(Path.Combine(folder, "out"))));
    }

    [Fact]
    public async Task A_new_pane_does_not_take_the_users_place_and_keeps_the_layout()
    {
        var before = (await LookAsync("0")).Id;
        await tmux.Panes.CreateAsync(new NewPane(_session, "a", Layout: "even-horizontal"));
        await tmux.Panes.CreateAsync(new NewPane(_session, "b"));
        var panes = (await tmux.Directory.SessionAsync(_session)).Panes;
        Assert.Equal(before, Assert.Single(panes, p => p.Info.IsActive).Id);
        Assert.All(panes, p => Assert.Equal((0, 40), (p.Info.Top, p.Info.Rows)));

        await tmux.Panes.KillAsync(_session, "a");
        Assert.Equal(["main", "b"], await tmux.LabelsAsync(_session));
    }

    [Fact]
    public async Task A_label_is_unique_in_its_session_and_a_limit_is_told()
    {
        await tmux.Panes.CreateAsync(new NewPane(_session, "a"));
        await RefusedAsync("refused", "has a pane a already", () => tmux.Panes.CreateAsync(new NewPane(_session, "a")));
        await RefusedAsync("invalid", "a number is a pane's index", () => tmux.Panes.CreateAsync(new NewPane(_session, "7")));
        await RefusedAsync("invalid", "cannot be the name of a pane", () => tmux.Panes.CreateAsync(new NewPane(_session, "#(touch pwned)")));
        await RefusedAsync("not_found", "There is no directory", () => tmux.Panes.CreateAsync(new NewPane(_session, "b", Directory: "/nowhere")));
        while ((await tmux.LabelsAsync(_session)).Length < SessionsOnTmux.MaxPanes) await tmux.Panes.CreateAsync(new NewPane(_session));
        await RefusedAsync("refused", $"would have {SessionsOnTmux.MaxPanes + 1} panes; {SessionsOnTmux.MaxPanes} are allowed", () => tmux.Panes.CreateAsync(new NewPane(_session)));
        Assert.False(File.Exists(Path.Combine(tmux.Folder, "pwned")));
    }

    [Fact]
    public async Task A_pane_in_another_window_is_one_of_the_session()
    {
        var first = await tmux.Panes.CreateAsync(new NewPane(_session, "far", Window: "second"));
        var beside = await tmux.Panes.CreateAsync(new NewPane(_session, "near", Window: "second"));
        Assert.NotEqual((await LookAsync("main")).Info.WindowId, first.Info.WindowId);
        Assert.Equal((first.Info.WindowId, "second", 2), (beside.Info.WindowId, beside.Info.WindowName, beside.Index));
    }

    [Fact]
    public async Task An_agents_pane_is_seen_but_neither_killed_nor_split()
    {
        var pane = await tmux.Panes.CreateAsync(new NewPane(_session, "theirs", Window: "agents"));
        await tmux.TmuxAsync("set-option", "-p", "-t", pane.Id, PaneTags.Agent, "shop:developer");
        Assert.Equal("shop:developer", (await LookAsync("theirs")).Agent);
        await RefusedAsync("refused", "is that of the agent shop:developer", () => tmux.Panes.KillAsync(_session, "theirs"));
        await RefusedAsync("refused", "The agent shop:developer works in session", () => tmux.Services.Sessions.KillAsync(_session));
        Assert.NotEqual(pane.Info.WindowId, (await tmux.Panes.CreateAsync(new NewPane(_session, "ours"))).Info.WindowId);
        await tmux.Panes.KillAsync(_session, "theirs", force: true);
        Assert.Equal(["main", "ours"], await tmux.LabelsAsync(_session));
    }

    [Fact]
    public async Task Keys_reach_the_program_also_while_somebody_scrolls()
    {
        var path = Path.Combine(tmux.Folder, "typed");
        await tmux.Panes.CreateAsync(new NewPane(_session, "reads", $"exec cat > '{path}'"));
        await tmux.TmuxAsync("copy-mode", "-t", (await LookAsync("reads")).Id);
        await tmux.Panes.SendKeysAsync(_session, "reads", ["-x", "#{pid};", "Space", "é", "Enter"]);
        await tmux.Panes.SendKeysAsync(_session, "reads", ["C-c", "Enter\n"], literal: true);
        await Eventually.Holds(async () => Assert.Equal("-x#{pid}; é\nC-c Enter\n", await File.ReadAllTextAsync(path)));
        await tmux.Panes.SendKeysAsync(_session, "reads", ["C-d"]);
        await Eventually.Holds(async () => Assert.Equal(PaneState.Exited, (await LookAsync("reads")).State));
        await RefusedAsync("refused", "has ended with exit code 0", () => tmux.Panes.SendKeysAsync(_session, "reads", ["x"]));
    }

    private Task<PaneView> LookAsync(string pane) => tmux.Directory.PaneAsync(_session, pane);
}
