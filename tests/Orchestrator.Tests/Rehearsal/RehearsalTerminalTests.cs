using System.Net.Sockets;
using System.Text;
using Xunit;

namespace Orchestrator.Tests.Rehearsal;

public sealed class RehearsalTerminalTests(TerminalFixture tmux) : IClassFixture<TerminalFixture>
{
    [Fact]
    public async Task A_paste_of_a_mebibyte_is_recorded_byte_for_byte()
    {
        var agent = await tmux.StartAsync("--composer plain", "otherwise\n  say ok");
        var text = string.Concat(Enumerable.Range(0, 1_048_576 / 16).Select(i => $"{i,10} line\n"));

        await agent.PasteAsync(Encoding.UTF8.GetBytes(text));
        await agent.ShowsAsync("[Pasted text +");
        await agent.PressAsync("Enter");

        var prompt = (await agent.RecordedAsync("submitted"))[0];
        Assert.Equal(text, prompt.GetProperty("prompt").GetString());
        Assert.Equal(1_048_576, prompt.GetProperty("length").GetInt32());
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_recorded_too()
    {
        var agent = await tmux.StartAsync(script: "otherwise\n  say ok");
        byte[] bytes = [.. Enumerable.Range(1, 255).Where(value => value is not (0x0D or 0x1B)).Select(value => (byte)value)];

        await agent.PasteAsync(bytes);
        await agent.PressAsync("Enter");

        Assert.Equal(bytes, (await agent.RecordedAsync("submitted"))[0].GetProperty("base64").GetBytesFromBase64());
    }

    [Fact]
    public async Task Two_agents_may_share_a_record()
    {
        var one = await tmux.StartAsync(script: "otherwise\n  say ok");
        var other = await tmux.StartAsync(script: "otherwise\n  say ok", recordFile: one.RecordFile);

        await one.PromptAsync("to one");
        await one.RecordedAsync("taken", 1);
        await other.PromptAsync("to the other");

        var prompts = await one.RecordedAsync("submitted", 2);
        Assert.Equal(["to one", "to the other"], prompts.Select(prompt => prompt.GetProperty("prompt").GetString()));
    }

    [Fact]
    public async Task The_screen_shows_what_a_coding_agent_shows()
    {
        var agent = await tmux.StartAsync(script: "otherwise\n  work 1h");
        await agent.ShowsAsync("  ? for shortcuts");
        await agent.FormatsAsync("#{cursor_x},#{cursor_y} #{=1:pane_title}", "2,2 ✳");

        await agent.PromptAsync("one\ntwo");

        await agent.ShowsAsync("❯ one\n  two\n\n✽ Working… (");
        await agent.ShowsAsync("  esc to interrupt");
        Assert.InRange((await agent.FormatAsync("#{pane_title}"))[0], '\u2800', '\u28FF');
    }

    [Fact]
    public async Task A_resized_window_is_painted_anew()
    {
        var agent = await tmux.StartAsync();
        await agent.PasteAsync("draft"u8.ToArray());
        await tmux.TmuxAsync("resize-window", "-t", await agent.FormatAsync("#{window_id}"), "-x", "60", "-y", "20");

        await TerminalFixture.HoldsAsync(async () => Assert.Equal(
            $"{new string('─', 59)}\n❯ draft\n{new string('─', 59)}\n  ? for shortcuts", (await agent.ScreenAsync()).Trim()));
    }

    [Theory]
    [InlineData("/crash 3", "3 ")]
    [InlineData("/exit 0", "0 ")]
    [InlineData("/signal KILL", " 9")]
    [InlineData("/signal TERM", "143 ")]
    public async Task It_ends_with_the_code_or_signal_that_it_was_told(string prompt, string status)
    {
        var agent = await tmux.StartAsync();
        await agent.PromptAsync(prompt);

        // Debian's tmux may miss a child's end until it is woken: a signal to its server does it.
        await TerminalFixture.HoldsAsync(async () =>
        {
            await tmux.TmuxAsync("run-shell", "-b", "true");
            Assert.Equal($"1 {status}", await agent.FormatAsync("#{pane_dead} #{pane_dead_status} #{pane_dead_signal}"));
        });
    }

    [Fact]
    public async Task The_terminal_is_put_back_as_it_was()
    {
        var before = Path.Combine(tmux.Directory, "stty-before");
        var after = Path.Combine(tmux.Directory, "stty-after");
        var agent = await tmux.StartAsync(before: $"stty -g > {before};", after: $"; stty -g > {after}; echo left; sleep 60");
        await agent.PromptAsync("/exit");
        await agent.ShowsAsync("left");

        Assert.Equal(await File.ReadAllTextAsync(before), await File.ReadAllTextAsync(after));
    }

    [Fact]
    public async Task A_command_runs_and_shows_its_output()
    {
        var agent = await tmux.StartAsync(script: "when commit (\\w+)\n  run echo \"got $MATCH_1\"; echo bad >&2; exit 4\n  say next");
        await agent.PromptAsync("commit this");

        await agent.ShowsAsync("  ⎿  got this\n");
        await agent.ShowsAsync("  ⎿  exit code 4\n● next\n");
        await agent.ShowsAsync("  ⎿  bad");
    }

    [Fact]
    public async Task A_hung_agent_lets_input_wait_and_takes_it_when_it_is_back()
    {
        var agent = await tmux.StartAsync(script: "when first\n  hang 1s\notherwise\n  say ok");
        await agent.PromptAsync("first");
        await agent.RecordedAsync("taken");
        await agent.PromptAsync("second");

        Assert.Equal("second", (await agent.RecordedAsync("submitted", 2))[1].GetProperty("prompt").GetString());
    }

    [Fact]
    public async Task A_flood_comes_whole_and_the_agent_goes_on()
    {
        var agent = await tmux.StartAsync();
        var output = Path.Combine(tmux.Directory, "flood");
        await tmux.TmuxAsync("pipe-pane", "-O", "-t", await agent.FormatAsync("#{pane_id}"), $"cat > {output}");
        await agent.PromptAsync("/flood 3MB\n/say done");
        await agent.ShowsAsync("● done");

        Assert.InRange(new FileInfo(output).Length, 3_000_000, 3_010_000);
    }

    [Fact]
    public async Task Hooks_report_over_the_daemons_socket_in_order_and_a_missing_daemon_does_no_harm()
    {
        var home = Directory.CreateTempSubdirectory("orc-hooks-").FullName;
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var environment = $"ORC_HOME={home} ORC_TOKEN=secret ORC_TARGET=shop:dev ORC_INCARNATION=4";
        var agent = await tmux.StartAsync(environment: environment, script: "otherwise\n  ask it\n  say done");
        listener.Bind(new UnixDomainSocketEndPoint(Path.Combine(home, "api.sock"))); // after the start, whose report mostly found nobody
        listener.Listen();

        await agent.PromptAsync("grüße");
        var submitted = await AcceptAsync(listener);
        if (submitted.Contains("session_started", StringComparison.Ordinal))
            submitted = await AcceptAsync(listener);
        var asked = await AcceptAsync(listener);
        await agent.PressAsync("1");
        var ended = await AcceptAsync(listener);
        Directory.Delete(home, recursive: true);

        Assert.StartsWith("POST /v1/hooks HTTP/1.1\r\n", submitted, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer secret\r\nX-Orc-Target: shop:dev\r\nX-Orc-Incarnation: 4\r\n", submitted, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"prompt_submitted\"", submitted, StringComparison.Ordinal);
        Assert.Contains("\"prompt\":\"gr\\u00FC\\u00DFe\"", submitted, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"permission_asked\"", asked, StringComparison.Ordinal);
        Assert.Contains("\"event\":\"turn_ended\"", ended, StringComparison.Ordinal);
        await agent.ShowsAsync("● done");
    }

    private static async Task<string> AcceptAsync(Socket listener)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var connection = await listener.AcceptAsync(patience.Token);
        var request = new StringBuilder();
        var buffer = new byte[64 * 1024];
        while (!request.ToString().Contains('}', StringComparison.Ordinal))
            request.Append(Encoding.UTF8.GetString(buffer.AsSpan(0, await connection.ReceiveAsync(buffer, patience.Token))));
        await connection.SendAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray());
        return request.ToString();
    }
}
