using System.Diagnostics;
using System.Text;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

public sealed class ExecutionTests(TmuxServerFixture tmux) : IClassFixture<TmuxServerFixture>
{
    /// <summary>The shells that are installed here.</summary>
    public static TheoryData<string> Shells => [.. new[] { "dash", "bash", "zsh", "fish", "mksh", "ksh" }.Where(IsInstalled)];

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task A_command_gives_its_exit_code_and_exactly_its_output(string shell)
    {
        var pane = await ShellAsync(shell);
        foreach (var (command, code, output) in new[]
        {
            ("echo hello", 0, "hello\n"),
            ("printf 'no end'", 0, "no end"),
            ("false", 1, ""),
            ("sh -c 'exit 3'", 3, ""),
            ("sh -c 'echo to error >&2; exit 7'", 7, "to error\n"),
            ("echo '$(x) #{pane_id} \\ \"q\" %H ; é'", 0, "$(x) #{pane_id} \\ \"q\" %H ; é\n"),
            ("echo one\necho two\n\necho three", 0, "one\ntwo\nthree\n"),
            ("printf 'a\\tb\\r\\n\\033[31mred\\033[0m'", 0, "a\tb\r\n\e[31mred\e[0m"),
            ("sh -c 'kill -9 $$'", 137, null!),
            ("nosuchprogram", 127, null!),
        })
        {
            var result = await pane.ExecuteAsync(new ShellCommand(command) { Timeout = TimeSpan.FromSeconds(20) });
            Assert.Equal((command, (int?)code, false), (command, result.ExitCode, result.TimedOut));
            if (output is not null) Assert.Equal(output, Encoding.UTF8.GetString(result.Output.Span));
        }
    }

    [Theory]
    [MemberData(nameof(Shells))]
    public async Task What_a_command_changes_in_the_shell_stays_changed(string shell)
    {
        var pane = await ShellAsync(shell);
        var folder = Directory.CreateDirectory(Path.Combine(tmux.Folder, "there " + shell)).FullName;
        await RunAsync(pane, $"cd '{folder}'");
        await RunAsync(pane, shell == "fish" ? "set -x FOO 'b  ar'" : "export FOO='b  ar'");
        Assert.Equal($"{folder}|b  ar\n", await RunAsync(pane, "sh -c 'echo \"$PWD|$FOO\"'"));
        Assert.Equal(folder, (await tmux.Server.FindPaneAsync(pane.PaneId))!.CurrentPath);
    }

    [Theory]
    [InlineData("dash")]
    [InlineData("bash")]
    public async Task The_screen_shows_the_command_and_its_output_and_nothing_else(string shell)
    {
        var pane = await ShellAsync(shell);
        await RunAsync(pane, "echo hello");
        await RunAsync(pane, "sh -c 'exit 3'");
        await RunAsync(pane, "echo \"two\nlines\"");
        await Eventually.Holds(async () => Assert.Equal("$ echo hello\nhello\n$ sh -c 'exit 3'\n$ echo \"two\nlines\"\ntwo\nlines\n$", AsUser(await pane.CaptureAsync(100))));
    }

    [Fact]
    public async Task A_here_document_ten_megabytes_and_standard_input_come_through()
    {
        var pane = await ShellAsync("bash");
        Assert.Equal("a $b\n", await RunAsync(pane, "cat <<'END'\na $b\nEND"));
        var clock = Stopwatch.StartNew();
        var much = await RunAsync(pane, "seq 1 1500000");
        Assert.Equal(string.Concat(Enumerable.Range(1, 1_500_000).Select(i => i + "\n")).Length, much.Length);
        Assert.EndsWith("\n1499999\n1500000\n", much, StringComparison.Ordinal);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"10 MB took {clock.Elapsed}.");

        var reads = pane.ExecuteAsync(new ShellCommand("read -r line; echo \"got $line\""));
        await Eventually.Holds(async () => Assert.Contains("read -r line", await pane.CaptureAsync(), StringComparison.Ordinal));
        await pane.SendKeysAsync("typed", "Enter");
        Assert.Equal("got typed\n", Encoding.UTF8.GetString((await reads).Output.Span));
    }

    [Fact]
    public async Task More_output_than_wanted_is_cut_and_said()
    {
        var pane = await ShellAsync("dash");
        var result = await pane.ExecuteAsync(new ShellCommand("seq 1 100000") { MaxOutputBytes = 10 });
        Assert.Equal(("1\n2\n3\n4\n5\n", true, 0), (Encoding.UTF8.GetString(result.Output.Span), result.IsTruncated, result.ExitCode));
        Assert.Equal("on\n", await RunAsync(pane, "echo on"));
    }

    [Fact]
    public async Task A_job_in_the_background_does_not_hold_the_command_up_and_writes_on()
    {
        var pane = await ShellAsync("dash");
        var go = Path.Combine(tmux.Folder, "go");
        var result = await pane.ExecuteAsync(new ShellCommand($"( while [ ! -e '{go}' ]; do sleep 0.05; done; echo later ) & echo now") { Timeout = TimeSpan.FromSeconds(20) });
        Assert.Equal(("now\n", 0), (Encoding.UTF8.GetString(result.Output.Span), result.ExitCode));
        await File.WriteAllTextAsync(go, "");
        await Eventually.Holds(async () => Assert.Contains("$ later", await pane.CaptureAsync(), StringComparison.Ordinal));
        Assert.Equal("next\n", await RunAsync(pane, "echo next"));
    }

    [Theory]
    [InlineData("bash", "sleep 1000")]
    [InlineData("dash", "sleep 1000")]
    [InlineData("bash", "while :; do :; done")]
    [InlineData("dash", "while :; do :; done")]
    [InlineData("bash", "sh -c 'trap \"\" INT TERM; sleep 1000; sleep 1000'")]
    [InlineData("dash", "sh -c 'trap \"\" INT; while :; do sleep 1000; done'; sleep 1000")]
    public async Task A_command_whose_time_is_over_is_ended_and_the_shell_lives_on(string shell, string command)
    {
        var pane = await ShellAsync(shell);
        var result = await pane.ExecuteAsync(new ShellCommand("echo begun; " + command) { Timeout = TimeSpan.FromMilliseconds(400), Grace = TimeSpan.FromMilliseconds(300) });
        Assert.Equal((true, null, false), (result.TimedOut, result.ExitCode, result.IsLeftRunning));
        Assert.StartsWith("begun\n", Encoding.UTF8.GetString(result.Output.Span), StringComparison.Ordinal); // the shell may say that it was killed
        Assert.Equal("alive\n", await RunAsync(pane, "echo alive"));
    }

    [Theory]
    [InlineData("bash", "sleep 1000", 130)]
    [InlineData("dash", "sleep 1000", 130)]
    public async Task A_command_that_a_person_interrupts_has_its_exit_code(string shell, string command, int code)
    {
        var pane = await ShellAsync(shell);
        var runs = pane.ExecuteAsync(new ShellCommand(command));
        await Eventually.Holds(async () => Assert.Equal("sleep", (await tmux.Server.FindPaneAsync(pane.PaneId))!.CurrentCommand));
        await pane.SendKeysAsync("C-c");
        var result = await runs;
        Assert.True(code == result.ExitCode, $"{result} {Encoding.UTF8.GetString(result.Output.Span)}\n{await pane.CaptureAsync()}");
        Assert.Equal("alive\n", await RunAsync(pane, "echo alive"));
    }

    [Theory]
    [InlineData("bash", "echo ${no:?such}")]
    [InlineData("dash", "echo ${no:?such}")]
    [InlineData("dash", "if then fi")]
    [InlineData("bash", "if then fi")]
    [InlineData("bash", "echo 'open")]
    public async Task A_mistake_that_breaks_off_the_shells_reading_is_a_failure_with_its_message(string shell, string command)
    {
        var pane = await ShellAsync(shell);
        var result = await pane.ExecuteAsync(new ShellCommand(command) { Timeout = TimeSpan.FromSeconds(20) });
        Assert.False(result.TimedOut);
        Assert.True(result.ExitCode > 0, $"exit code {result.ExitCode}");
        Assert.NotEqual("", Encoding.UTF8.GetString(result.Output.Span));
        Assert.Equal("alive\n", await RunAsync(pane, "echo alive"));
    }

    [Fact]
    public async Task A_command_that_ends_the_shell_has_the_shells_exit_code()
    {
        var pane = await ShellAsync("bash");
        var result = await pane.ExecuteAsync(new ShellCommand("echo bye; exit 5") { Timeout = TimeSpan.FromSeconds(20) });
        Assert.Equal((5, "bye\n"), (result.ExitCode, Encoding.UTF8.GetString(result.Output.Span)));
    }

    [Fact]
    public async Task A_draft_on_the_line_and_copy_mode_are_no_hindrance()
    {
        var pane = await ShellAsync("bash");
        await RunAsync(pane, "true");
        await pane.SendKeysAsync("rm -rf nothing");
        await tmux.RunCliAsync("copy-mode", "-t", pane.PaneId);
        Assert.Equal("clean\n", await RunAsync(pane, "echo clean"));
    }

    [Fact]
    public async Task A_program_that_is_no_shell_is_typed_nothing()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat"));
        await Eventually.Holds(() => Assert.Equal("cat", pane.ReadForeground()?.Name));
        var refused = await Assert.ThrowsAsync<ShellNotReadyException>(() => pane.ExecuteAsync(new ShellCommand("echo x")));
        Assert.Contains("cat (process", refused.Reason, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ShellNotReadyException>(() => pane.StartAsync(new ShellCommand("echo x")));
        Assert.Equal("", (await pane.CaptureAsync()).Trim());
    }

    [Fact]
    public async Task A_command_runs_on_when_nobody_waits_and_when_the_connection_is_gone()
    {
        var pane = await ShellAsync("bash");
        var file = Path.Combine(tmux.Folder, "ran");
        await pane.StartAsync(new ShellCommand($"for i in 1 2\ndo echo $i >> '{file}'\ndone"));
        await Eventually.Holds(async () => Assert.Equal("1\n2\n", File.Exists(file) ? await File.ReadAllTextAsync(file) : ""));

        var waiting = pane.ExecuteAsync(new ShellCommand($"sleep 0.5; echo 3 >> '{file}'"));
        await Eventually.Holds(async () => Assert.Equal("sleep", (await tmux.Server.FindPaneAsync(pane.PaneId))!.CurrentCommand));
        await tmux.ReconnectAsync();
        await Assert.ThrowsAsync<TmuxDisconnectedException>(() => waiting);
        await Eventually.Holds(async () => Assert.Equal("1\n2\n3\n", await File.ReadAllTextAsync(file)));
        var again = tmux.Server.GetPane((await tmux.Server.FindPaneAsync(pane.PaneId))!);
        Assert.Equal("on\n", await RunAsync(again, "echo on"));
        Assert.DoesNotContain("No such file", await again.CaptureAsync(100), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_left_running_when_the_shell_dies_and_nobody_waits()
    {
        var pane = await ShellAsync("dash");
        using var giveUp = new CancellationTokenSource();
        var waiting = pane.ExecuteAsync(new ShellCommand("sleep 1000"), giveUp.Token);
        await Eventually.Holds(async () => Assert.Equal("sleep", (await tmux.Server.FindPaneAsync(pane.PaneId))!.CurrentCommand));
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await tmux.RunCliAsync("kill-pane", "-t", pane.PaneId);
        await Eventually.Holds(() => Assert.Empty(Directory.EnumerateDirectories(tmux.Options.FifoDirectory)));
    }

    [Fact]
    public async Task Nothing_is_left_in_the_folder()
    {
        var pane = await ShellAsync("dash");
        await RunAsync(pane, "echo x");
        await Eventually.Holds(() => Assert.Empty(Directory.EnumerateDirectories(tmux.Options.FifoDirectory)));
    }

    /// <summary>Some shells show root another prompt than they were told.</summary>
    private static string AsUser(string screen) => string.Join('\n', screen.TrimEnd().Split('\n').Select(line => line is ['#', ..] ? "$" + line[1..] : line));

    private static bool IsInstalled(string program) =>
        Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static async Task<string> RunAsync(TmuxPane pane, string command)
    {
        var result = await pane.ExecuteAsync(new ShellCommand(command) { Timeout = TimeSpan.FromSeconds(30) });
        Assert.False(result.TimedOut);
        return Encoding.UTF8.GetString(result.Output.Span);
    }

    // What is typed before a shell has shown its prompt stands on the screen without one.
    private async Task<TmuxPane> ShellAsync(string shell)
    {
        string[] command = shell switch
        {
            "bash" => ["bash", "--norc", "--noprofile", "-i"],
            "zsh" => ["zsh", "-f", "-i"],
            "fish" => ["fish", "--no-config", "-i", "-C", "function fish_prompt; echo -n '$ '; end"],
            _ => [shell, "-i"],
        };
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window(command) with { Environment = new Dictionary<string, string> { ["PS1"] = "$ ", ["ENV"] = "" } });
        await Eventually.Holds(async () => Assert.EndsWith("$", (await pane.CaptureAsync()).TrimEnd(), StringComparison.Ordinal));
        return pane;
    }
}
