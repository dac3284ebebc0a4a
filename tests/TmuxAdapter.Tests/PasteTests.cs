using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

public sealed class PasteTests(TmuxServerFixture tmux) : IClassFixture<TmuxServerFixture>
{
    private const string BracketStart = "\e[200~", BracketEnd = "\e[201~";

    /// <summary>A program that takes raw bytes and writes them into a file; with bracketed paste when asked.</summary>
    private async Task<(TmuxPane Pane, string File)> StartReaderAsync(bool bracketed = false)
    {
        var file = Path.Combine(tmux.Folder, Guid.NewGuid().ToString("N"));
        var sink = new RecordingSink();
        var ask = bracketed ? "\\033[?2004h" : "";
        var pane = await tmux.Server.CreateWindowAsync(
            tmux.Window("sh", "-c", $"stty raw -echo; printf '{ask}ready'; exec cat > '{file}'") with { Output = sink });
        await Eventually.Holds(() => Assert.Contains("ready", sink.Text, StringComparison.Ordinal));
        return (pane, file);
    }

    private static Task ReceivesAsync(string file, byte[] expected) =>
        Eventually.Holds(async () => Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(await File.ReadAllBytesAsync(file))));

    [Theory]
    [InlineData(255)]
    [InlineData((8 << 10) - 1)]
    [InlineData(20_000)]
    [InlineData(1 << 20)]
    public async Task Every_byte_arrives_exactly(int length)
    {
        var (pane, file) = await StartReaderAsync();
        var bytes = Enumerable.Range(0, length).Select(i => (byte)((i % 255) + 1)).ToArray();
        Assert.Equal(PasteResult.Pasted, await pane.PasteAsync(bytes, new PasteOptions()));
        await ReceivesAsync(file, bytes);
    }

    [Fact]
    public async Task A_paste_is_bracketed_and_the_enter_is_not_also_in_copy_mode()
    {
        var (pane, file) = await StartReaderAsync(bracketed: true);
        await tmux.RunCliAsync("copy-mode", "-t", pane.PaneId);
        Assert.True((await tmux.Server.FindPaneAsync(pane.PaneId))!.IsInMode);
        await pane.PasteAsync("one\ntwo é", new PasteOptions());
        await pane.PressEnterAsync();
        await ReceivesAsync(file, System.Text.Encoding.UTF8.GetBytes($"{BracketStart}one\ntwo é{BracketEnd}\r"));
    }

    [Fact]
    public async Task An_enter_is_noted_in_a_file_by_the_tmux_server_itself_unless_the_pane_is_dead()
    {
        var (pane, file) = await StartReaderAsync();
        var log = Path.Combine(tmux.Folder, "note #{pane_id};é");
        foreach (var id in new[] { "shop:developer#1", "shop:developer#2" })
            Assert.Equal(PasteResult.Pasted, await pane.PressEnterAsync(note: new FileNote(log, id + "\n")));
        await ReceivesAsync(file, "\r\r"u8.ToArray());

        await pane.KillAsync(TimeSpan.Zero);
        Assert.NotEqual(PasteResult.Pasted, await pane.PressEnterAsync(note: new FileNote(log, "never\n")));

        Assert.Equal("shop:developer#1\nshop:developer#2\n", await File.ReadAllTextAsync(log));
    }

    [Fact]
    public async Task Copy_mode_is_left_on_request_and_enter_does_not_need_that()
    {
        var (pane, file) = await StartReaderAsync();
        await tmux.RunCliAsync("copy-mode", "-t", pane.PaneId);
        await pane.PressEnterAsync();
        await ReceivesAsync(file, "\r"u8.ToArray());
        Assert.True((await tmux.Server.FindPaneAsync(pane.PaneId))!.IsInMode);
        await pane.CancelModeAsync();
        Assert.False((await tmux.Server.FindPaneAsync(pane.PaneId))!.IsInMode);
        await pane.CancelModeAsync();
    }

    [Fact]
    public async Task Options_are_set_with_the_paste()
    {
        var (pane, file) = await StartReaderAsync();
        await pane.PasteAsync("x", new PasteOptions { SetOptions = new Dictionary<string, string> { ["@message"] = "m;\"7" } });
        Assert.Equal("m;\"7", await pane.GetOptionAsync("@message"));
        await pane.PressEnterAsync(new Dictionary<string, string> { ["@message"] = "m8" });
        Assert.Equal("m8", (await tmux.Server.FindPaneAsync(pane.PaneId))!.Options["@message"]);
        await ReceivesAsync(file, "x\r"u8.ToArray());
    }

    [Fact]
    public async Task Two_large_pastes_at_once_do_not_mix()
    {
        var (pane, file) = await StartReaderAsync();
        var (a, b) = (Enumerable.Repeat((byte)'a', 50_000).ToArray(), Enumerable.Repeat((byte)'b', 50_000).ToArray());
        await Task.WhenAll(pane.PasteAsync(a, new PasteOptions()), pane.PasteAsync(b, new PasteOptions()));
        await Eventually.Holds(async () =>
        {
            var received = await File.ReadAllBytesAsync(file);
            Assert.Equal(100_000, received.Length);
            Assert.True(received.SequenceEqual(a.Concat(b)) || received.SequenceEqual(b.Concat(a)));
        });
    }

    [Fact]
    public async Task A_dead_pane_gets_nothing_and_no_option_and_its_server_survives()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("true"));
        await pane.WaitForExitAsync();
        var options = new PasteOptions { SetOptions = new Dictionary<string, string> { ["@message"] = "lost" } };
        Assert.Equal(PasteResult.PaneDead, await pane.PasteAsync("x", options));
        Assert.Equal(PasteResult.PaneDead, await pane.PasteAsync(new byte[70_000].Select(_ => (byte)'x').ToArray(), options));
        Assert.Equal(PasteResult.PaneDead, await pane.PressEnterAsync());
        Assert.Null(await pane.GetOptionAsync("@message"));
        Assert.Empty((await tmux.RunCliAsync("list-buffers")).Trim());
    }

    [Fact]
    public async Task A_pane_that_is_gone_is_reported_so()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat"));
        await tmux.Server.KillWindowAsync(pane.WindowId);
        Assert.Equal(PasteResult.PaneGone, await pane.PasteAsync("x", new PasteOptions()));
        Assert.Equal(PasteResult.PaneGone, await pane.PasteAsync(new string('x', 70_000), new PasteOptions()));
        Assert.Empty((await tmux.RunCliAsync("list-buffers")).Trim());
    }

    [Fact]
    public async Task A_nul_or_nothing_is_refused()
    {
        var (pane, _) = await StartReaderAsync();
        await Assert.ThrowsAsync<ArgumentException>(() => pane.PasteAsync("a\0b", new PasteOptions()));
        await Assert.ThrowsAsync<ArgumentException>(() => pane.PasteAsync("", new PasteOptions()));
    }

    [Fact]
    public async Task Pastes_into_panes_that_are_being_killed_never_harm_the_server()
    {
        for (var round = 0; round < 20; round++)
        {
            var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat"));
            var pastes = Enumerable.Range(0, 40).Select(async i =>
            {
                if (i == 20) System.Diagnostics.Process.GetProcessById(pane.Pid).Kill();
                return await pane.PasteAsync("some text\n", new PasteOptions());
            });
            Assert.All(await Task.WhenAll(pastes), result => Assert.NotEqual(PasteResult.PaneGone, result));
            Assert.Equal(9, (await pane.WaitForExitAsync()).Signal);
            Assert.Equal(PasteResult.PaneDead, await pane.PasteAsync("x", new PasteOptions()));
            await tmux.Server.KillWindowAsync(pane.WindowId);
        }
    }
}
