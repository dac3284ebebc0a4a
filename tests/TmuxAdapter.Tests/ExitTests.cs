using Orchestrator.TmuxAdapter.Processes;
using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

public sealed class ExitTests(TmuxServerFixture tmux) : IClassFixture<TmuxServerFixture>
{
    [Theory]
    [InlineData("exit 0", 0, null)]
    [InlineData("exit 7", 7, null)]
    [InlineData("exit 255", 255, null)]
    [InlineData("exit 148", 148, null)] // 128 + SIGTSTP: a code, not a stop
    [InlineData("kill -9 $$", null, 9)]
    [InlineData("kill -TERM $$", null, 15)]
    [InlineData("kill -SEGV $$", null, 11)]
    public async Task A_programs_exit_code_or_signal_is_known(string script, int? code, int? signal)
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", script));
        var exit = await pane.WaitForExitAsync();
        Assert.Equal((code, signal, false), (exit.Code, exit.Signal, exit.IsPaneGone));
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_exit_127_and_says_so_on_its_screen()
    {
        var exit = await (await tmux.Server.CreateWindowAsync(tmux.Window("no-such-program"))).WaitForExitAsync();
        Assert.Equal(127, exit.Code);
        Assert.Contains("no-such-program", exit.LastScreen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_programs_killed_at_once_all_report_their_signal()
    {
        var panes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => tmux.Server.CreateWindowAsync(tmux.Window("cat"))));
        await Eventually.Holds(() => Assert.All(panes, pane => Assert.Equal("cat", pane.ReadProgram()?.Name)));
        var exits = panes.Select(pane => pane.WaitForExitAsync()).ToList();
        for (var i = 0; i < panes.Length; i++)
        {
            // Half of them lose the program, half the wrapper in front of it.
            using var process = Process.GetProcessById(i % 2 == 0 ? panes[i].ReadProgram()!.Pid : panes[i].Pid);
            process.Kill();
        }

        Assert.All(await Task.WhenAll(exits), exit => Assert.Equal(9, exit.Signal));
        await Task.WhenAll(panes.Select(pane => tmux.Server.KillWindowAsync(pane.WindowId)));
    }

    [Fact]
    public async Task Programs_that_end_one_after_another_are_all_known_at_once()
    {
        // Nothing else ends meanwhile that would make tmux look for children whose SIGCHLD it missed.
        for (var i = 0; i < 40; i++)
        {
            var pane = await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", "read x; exit 4"));
            var exit = pane.WaitForExitAsync();
            await pane.PressEnterAsync();
            Assert.Equal(4, (await exit.WaitAsync(TimeSpan.FromSeconds(4))).Code);
        }
    }

    [Fact]
    public async Task The_last_words_of_a_program_are_on_its_screen_and_in_its_output()
    {
        for (var round = 0; round < 10; round++)
        {
            var sink = new RecordingSink();
            var pane = await tmux.Server.CreateWindowAsync(
                tmux.Window("sh", "-c", "head -c 80000 /dev/zero | tr '\\0' x; printf 'last words'; exit 3") with { Output = sink });
            var exit = await pane.WaitForExitAsync();
            Assert.Equal(3, exit.Code);
            Assert.EndsWith("last words", exit.LastScreen, StringComparison.Ordinal);
            await pane.Output!.Complete.WaitAsync(TimeSpan.FromSeconds(10));
            Assert.Equal(80_010, sink.Bytes.Length);
            Assert.EndsWith("last words", sink.Text, StringComparison.Ordinal);
            await tmux.Server.KillWindowAsync(pane.WindowId);
        }
    }

    [Fact]
    public async Task An_exit_that_nobody_waited_for_is_known_later_and_by_a_new_connection_too()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", "exit 5") with { PaneOptions = new Dictionary<string, string> { ["@agent"] = "gone" } });
        await Eventually.Holds(() => Assert.True(ProcessEntry.Read(pane.Pid) is null or { HasEnded: true }));
        await tmux.ReconnectAsync();
        var found = tmux.Server.GetPane(Assert.Single(await tmux.Server.ListPanesAsync("#{==:#{@agent},gone}")));
        Assert.Equal(5, (await found.WaitForExitAsync()).Code);
    }

    [Fact]
    public async Task A_window_that_is_killed_ends_its_program_in_an_unknown_way()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat"));
        var exit = pane.WaitForExitAsync();
        await tmux.Server.KillWindowAsync(pane.WindowId);
        Assert.Equal(new PaneExit(null, null, "", IsPaneGone: true), await exit);
    }

    [Fact]
    public async Task Killing_a_pane_ends_its_whole_tree_even_what_ignores_every_signal()
    {
        var mark = Guid.NewGuid().ToString("N");
        // A child that ignores signals, one in a session of its own, and a stopped one.
        const string Script = """
            trap '' TERM HUP INT
            sh -c 'trap "" TERM HUP INT; while :; do sleep 1; done' "$1" &
            setsid sh -c 'trap "" TERM HUP; while :; do sleep 1; done' "$1" &
            sh -c 'kill -STOP $$; sleep 1000' "$1" &
            while :; do sleep 1; done
            """;
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", Script, "sh", mark));
        await Eventually.Holds(() => Assert.Equal(5, CountProcesses(mark)));
        await pane.KillAsync(TimeSpan.FromMilliseconds(300));
        Assert.Equal(0, CountProcesses(mark));
        Assert.Null(await tmux.Server.FindPaneAsync(pane.PaneId));
        await pane.KillAsync(TimeSpan.FromSeconds(1)); // again: it is gone, as wanted
    }

    [Fact]
    public async Task A_program_that_is_asked_to_end_may_say_how_it_ended()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", "trap 'exit 9' TERM; echo ready; while :; do sleep 0.01; done"));
        await Eventually.Holds(async () => Assert.Contains("ready", await pane.CaptureAsync(), StringComparison.Ordinal));
        var exit = pane.WaitForExitAsync();
        await pane.KillAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(9, (await exit).Code);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task A_signal_to_the_panes_process_also_ends_the_program_behind_it(string signal)
    {
        var mark = Guid.NewGuid().ToString("N");
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", "sleep 1000; :", mark));
        await Eventually.Holds(() => Assert.Equal(2, CountProcesses(mark)));
        await Process.Start("kill", ["-s", signal, pane.Pid.ToString(CultureInfo.InvariantCulture)]).WaitForExitAsync();
        Assert.Equal(signal == "TERM" ? 15 : 1, (await pane.WaitForExitAsync()).Signal);
        await Eventually.Holds(() => Assert.Equal(0, CountProcesses(mark)));
    }

    [Fact]
    public async Task Control_c_reaches_the_program_and_control_z_does_not_stop_it()
    {
        var pane = await tmux.Server.CreateWindowAsync(
            tmux.Window("sh", "-c", "trap 'echo interrupted' INT; echo ready; while :; do read line && echo \"got $line\"; done"));
        await Eventually.Holds(async () => Assert.Contains("ready", await pane.CaptureAsync(), StringComparison.Ordinal));
        await pane.SendKeysAsync("C-c");
        await Eventually.Holds(async () => Assert.Contains("interrupted", await pane.CaptureAsync(), StringComparison.Ordinal));
        await pane.SendKeysAsync("C-z");
        await Eventually.Holds(async () => Assert.Contains("^Z", await pane.CaptureAsync(), StringComparison.Ordinal));
        await pane.PasteAsync("on\n", new PasteOptions());
        await Eventually.Holds(async () => Assert.Contains("got on", await pane.CaptureAsync(), StringComparison.Ordinal));
        Assert.False((await tmux.Server.FindPaneAsync(pane.PaneId))!.IsDead);
    }

    private static int CountProcesses(string mark) =>
        Directory.EnumerateDirectories("/proc").Count(path =>
        {
            try
            {
                return int.TryParse(Path.GetFileName(path), out _)
                    && !File.ReadAllText(Path.Combine(path, "stat")).Contains(") Z ", StringComparison.Ordinal)
                    && File.ReadAllText(Path.Combine(path, "cmdline")).Contains(mark, StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return false; // it ended meanwhile
            }
        });
}
