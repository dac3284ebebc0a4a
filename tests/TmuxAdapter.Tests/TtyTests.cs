using Orchestrator.TmuxAdapter.Processes;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

public sealed class TtyTests(TmuxServerFixture tmux) : IClassFixture<TmuxServerFixture>
{
    [Fact]
    public async Task A_plain_reader_takes_lines_and_a_full_screen_program_does_not()
    {
        var plain = await tmux.Server.CreateWindowAsync(tmux.Window("cat"));
        Assert.Equal(new TtyState(IsCanonical: true, Echoes: true, Unread: 0), plain.ReadTty());
        var secret = await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", "stty -echo; exec cat"));
        await Eventually.Holds(() => Assert.Equal(new TtyState(IsCanonical: true, Echoes: false, Unread: 0), secret.ReadTty()));
        var raw = await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", "stty raw -echo; exec cat"));
        await Eventually.Holds(() => Assert.Equal(new TtyState(IsCanonical: false, Echoes: false, Unread: 0), raw.ReadTty()));
    }

    [Fact]
    public async Task What_a_program_has_yet_to_read_is_counted()
    {
        var busy = await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", "stty raw -echo; exec sleep 1000"));
        await Eventually.Holds(() => Assert.False(busy.ReadTty()!.IsCanonical));

        await busy.PasteAsync("four", new PasteOptions { Bracketed = false });
        await Eventually.Holds(() => Assert.Equal(4, busy.ReadTty()!.Unread));
        await busy.PressEnterAsync();
        await Eventually.Holds(() => Assert.Equal(5, busy.ReadTty()!.Unread));
    }

    [Fact]
    public async Task The_program_in_the_foreground_is_the_windows_own_or_what_its_shell_has_started()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("bash", "--norc", "-i") with { Environment = new Dictionary<string, string> { ["PS1"] = "prompt> " } });
        string Foreground() => string.Join(' ', pane.ReadForeground()?.CommandLine ?? []);
        await Eventually.Holds(() => Assert.Equal("bash --norc -i", Foreground()));
        await Eventually.Holds(async () => Assert.Contains("prompt>", await pane.CaptureAsync(), StringComparison.Ordinal));
        await pane.PasteAsync("sleep 1000", new PasteOptions());
        await pane.PressEnterAsync();
        await Eventually.Holds(() => Assert.Equal("sleep 1000", Foreground()));
        Assert.Equal(["bash", "--norc", "-i"], pane.ReadProgram()!.CommandLine);
        Assert.Equal("sleep", (await tmux.Server.FindPaneAsync(pane.PaneId))!.CurrentCommand);
        await pane.SendKeysAsync("C-c");
        await Eventually.Holds(() => Assert.Equal("bash --norc -i", Foreground()));
    }

    [Fact]
    public async Task A_dead_pane_has_no_terminal_even_when_another_pane_got_its_number()
    {
        var late = await tmux.Server.CreateWindowAsync(tmux.Window("true"));
        await late.WaitForExitAsync();
        var heir = await tmux.Server.CreateWindowAsync(tmux.Window("cat"));
        var dead = new TmuxPane(tmux.Server, late.PaneId, late.WindowId, late.Pid, heir.Tty); // as the kernel does with the lowest free number
        Assert.Null(dead.ReadTty());
        Assert.Null(dead.ReadForeground());
        Assert.Null(dead.ReadProgram());
        Assert.NotNull(heir.ReadTty());
    }
}
