using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests;

public sealed class OutputTests(TmuxServerFixture tmux) : IClassFixture<TmuxServerFixture>
{
    [Fact]
    public async Task No_byte_is_lost_at_full_speed_over_twenty_panes()
    {
        const int Lines = 40_000;
        var expected = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(1, Lines).Select(i => $"{i}\r\n")))));
        var sinks = Enumerable.Range(0, 20).Select(_ => new RecordingSink()).ToList();
        var panes = await Task.WhenAll(sinks.Select(sink => tmux.Server.CreateWindowAsync(tmux.Window("seq", $"{Lines}") with { Output = sink })));
        var exits = await Task.WhenAll(panes.Select(pane => pane.WaitForExitAsync()));
        Assert.All(exits, exit => Assert.Equal(0, exit.Code));
        await Task.WhenAll(panes.Select(pane => pane.Output!.Complete)).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.All(sinks, sink => Assert.Equal(expected, Convert.ToHexString(SHA256.HashData(sink.Bytes))));
    }

    [Fact]
    public async Task Every_byte_value_comes_through()
    {
        var file = Path.Combine(tmux.Folder, "all-bytes");
        var bytes = Enumerable.Range(0, 4096).Select(i => (byte)i).ToArray();
        await File.WriteAllBytesAsync(file, bytes);
        var sink = new RecordingSink();
        await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", $"stty raw; cat {file}; exec sleep 1000") with { Output = sink });
        await Eventually.Holds(() => Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(sink.Bytes)));
    }

    [Fact]
    public async Task A_sink_that_has_enough_stops_the_program_and_gets_everything_when_it_goes_on()
    {
        var sink = new PausingSink(pauseAfter: 100_000);
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("seq", "1000000") with { Output = sink });
        await Eventually.Holds(() => Assert.True(sink.IsPaused));
        long before = ServerMemory(), seen = sink.Count;
        await WaitUntilStoppedAsync(pane);
        Assert.Equal(seen, sink.Count);
        Assert.InRange(ServerMemory() - before, long.MinValue, 4 << 20);

        sink.PauseAfter = long.MaxValue;
        pane.Output!.Resume();
        Assert.Equal(0, (await pane.WaitForExitAsync()).Code);
        await pane.Output!.Complete.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(Enumerable.Range(1, 1_000_000).Sum(i => $"{i}\r\n".Length), sink.Count);
    }

    [Fact]
    public async Task A_program_that_is_held_waits_and_loses_nothing()
    {
        var sink = new RecordingSink();
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", "i=0; while [ $i -lt 30000 ]; do i=$((i+1)); echo $i; done") with { Output = sink });
        await Eventually.Holds(() => Assert.Contains("100\r\n", sink.Text, StringComparison.Ordinal));
        using (pane.Output!.Hold())
        {
            await WaitUntilStoppedAsync(pane);
            var held = sink.Bytes.Length;
            using (pane.Output.Hold())
            {
            }

            Assert.Equal("x", (await tmux.Server.RunAsync(new TmuxAdapter.Protocol.TmuxCommand("display-message", "-p", "x")))[0]);
            Assert.Equal(held, sink.Bytes.Length); // the inner one's end was not the end of both
        }

        await pane.Output.Complete.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(string.Concat(Enumerable.Range(1, 30_000).Select(i => $"{i}\r\n")), sink.Text);
    }

    [Fact]
    public async Task The_pipes_writer_waits_for_no_reader_that_is_gone()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("sleep", "1000"));
        var folder = Directory.CreateDirectory(Path.Combine(tmux.Folder, "unread")).FullName;
        using var pipe = new PaneFifo(folder);
        pipe.Handle.Dispose(); // the reader has been killed
        await tmux.Server.RunAsync(pipe.Connect(pane.PaneId));
        await Eventually.Holds(() => Assert.DoesNotContain(CommandLines(), line => line.Contains(folder, StringComparison.Ordinal))); // the shell has become cat
        File.Delete(Directory.GetFiles(folder).Single());
        await tmux.Server.RunAsync(pipe.Connect(pane.PaneId));
        await Eventually.Holds(() => Assert.DoesNotContain(CommandLines(), line => line.Contains(folder, StringComparison.Ordinal)));
        Assert.Empty(Directory.GetFiles(folder)); // no file in the pipe's place
    }

    private static List<string> CommandLines()
    {
        var all = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(d => char.IsAsciiDigit(Path.GetFileName(d)[0])))
        {
            try
            {
                all.Add(File.ReadAllText(Path.Combine(process, "cmdline")).Replace('\0', ' '));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // It has just ended.
            }
        }

        return all;
    }

    [Fact]
    public async Task A_program_stopped_for_an_owner_that_was_killed_goes_on_for_the_next()
    {
        var sink = new PausingSink(pauseAfter: 100_000);
        var pane = await tmux.Server.CreateWindowAsync(
            tmux.Window("seq", "1000000") with { Output = sink, PaneOptions = new Dictionary<string, string> { ["@agent"] = "stopped" } });
        await Eventually.Holds(() => Assert.True(sink.IsPaused));
        await WaitUntilStoppedAsync(pane);
        await tmux.ReconnectAsync();
        var found = tmux.Server.GetPane(Assert.Single(await tmux.Server.ListPanesAsync("#{==:#{@agent},stopped}")));
        await found.OpenOutputAsync(new RecordingSink());
        Assert.Equal(0, (await found.WaitForExitAsync()).Code);
    }

    [Fact]
    public async Task A_pipe_that_somebody_closed_is_opened_again()
    {
        var sink = new RecordingSink();
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Output = sink });
        await tmux.RunCliAsync("pipe-pane", "-t", pane.PaneId);
        await Eventually.Holds(() => Assert.Equal(1, sink.Reopened));
        await Eventually.Holds(async () => Assert.True((await tmux.Server.FindPaneAsync(pane.PaneId))!.HasPipe));
        await pane.PasteAsync("again\n", new PasteOptions());
        await Eventually.Holds(() => Assert.Equal("again\r\nagain\r\n", sink.Text));
    }

    [Fact]
    public async Task Anothers_pipe_is_left_to_him()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Output = new RecordingSink() });
        await tmux.RunCliAsync("pipe-pane", "-t", pane.PaneId, "exec cat > /dev/null");
        Assert.Equal(PaneOutputEnd.TakenOver, await pane.Output!.Ended);
        Assert.True((await tmux.Server.FindPaneAsync(pane.PaneId))!.HasPipe);
    }

    [Fact]
    public async Task Output_ends_with_its_pane_and_leaves_no_pipe_behind()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Output = new RecordingSink() });
        await tmux.Server.KillWindowAsync(pane.WindowId);
        Assert.Equal(PaneOutputEnd.PaneClosed, await pane.Output!.Ended);

        var second = await tmux.Server.CreateWindowAsync(tmux.Window("cat"));
        var output = await second.OpenOutputAsync(new RecordingSink());
        await output.DisposeAsync();
        Assert.Equal(PaneOutputEnd.Disposed, await output.Ended);
        Assert.False((await tmux.Server.FindPaneAsync(second.PaneId))!.HasPipe);
    }

    [Fact]
    public async Task A_sink_that_throws_ends_its_own_output_only()
    {
        var good = new RecordingSink();
        var bad = await tmux.Server.CreateWindowAsync(tmux.Window("echo", "x") with { Output = new ThrowingSink() });
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => bad.Output!.Ended);
        Assert.Equal("sink broke", error.Message);
        await tmux.Server.CreateWindowAsync(tmux.Window("echo", "fine") with { Output = good });
        await Eventually.Holds(() => Assert.Equal("fine\r\n", good.Text));
    }

    [Fact]
    public async Task Sinks_join_and_leave_one_pane_at_any_time_and_each_gets_all_in_between()
    {
        var first = new RecordingSink();
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Output = first });
        await TypeAsync(pane, "one", first);
        var second = new RecordingSink();
        var joined = await tmux.Server.GetPane((await tmux.Server.FindPaneAsync(pane.PaneId))!).OpenOutputAsync(second);
        await TypeAsync(pane, "two", first, second);
        await pane.Output!.DisposeAsync();
        await TypeAsync(pane, "three", second);
        Assert.Equal(PaneOutputEnd.Disposed, await pane.Output.Ended);
        Assert.True((await tmux.Server.FindPaneAsync(pane.PaneId))!.HasPipe);

        await joined.DisposeAsync();
        Assert.False((await tmux.Server.FindPaneAsync(pane.PaneId))!.HasPipe);
        Assert.Equal("one\r\none\r\ntwo\r\ntwo\r\n", first.Text);
        Assert.Equal("two\r\ntwo\r\nthree\r\nthree\r\n", second.Text);
    }

    [Fact]
    public async Task The_pipe_stays_open_when_the_last_leaves_while_the_next_joins()
    {
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat"));
        var sink = new RecordingSink();
        var output = await pane.OpenOutputAsync(new RecordingSink());
        for (var i = 0; i < 50; i++)
        {
            var leaving = output.DisposeAsync();
            output = await pane.OpenOutputAsync(sink = new RecordingSink());
            await leaving;
        }

        await TypeAsync(pane, "still here", sink);
        Assert.Equal(0, sink.Reopened);
    }

    [Fact]
    public async Task A_sink_that_has_enough_and_leaves_lets_the_program_go_on_for_the_others()
    {
        var all = new RecordingSink();
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("sh", "-c", "read go; exec seq 1 200000") with { Output = all });
        var enough = new PausingSink(pauseAfter: 0);
        var output = await pane.OpenOutputAsync(enough);
        await pane.PasteAsync("go\n", new PasteOptions());
        await Eventually.Holds(() => Assert.True(enough.IsPaused));
        await output.DisposeAsync();
        Assert.Equal(0, (await pane.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(20))).Code);
        await pane.Output!.Complete.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.EndsWith("\n199999\r\n200000\r\n", all.Text, StringComparison.Ordinal);
        Assert.Equal("go\r\n".Length + Enumerable.Range(1, 200_000).Sum(i => $"{i}\r\n".Length), all.Bytes.Length);
    }

    [Fact]
    public async Task What_is_typed_through_us_is_told_before_its_echo()
    {
        var sink = new TypedSink();
        var pane = await tmux.Server.CreateWindowAsync(tmux.Window("cat") with { Output = sink });
        await pane.PasteAsync("hello\n", new PasteOptions());
        await Eventually.Holds(() => Assert.Contains("hello\r\nhello\r\n", sink.Said, StringComparison.Ordinal)); // its echo, and cat's answer
        await pane.SendKeysAsync("x", "Enter");
        await Eventually.Holds(() => Assert.Contains("x\r\nx\r\n", sink.Said, StringComparison.Ordinal));
        Assert.StartsWith("<hello\n>", sink.Said, StringComparison.Ordinal);
        Assert.Contains("<x>", sink.Said, StringComparison.Ordinal);
    }

    private static async Task TypeAsync(TmuxPane pane, string word, params RecordingSink[] sinks)
    {
        await pane.PasteAsync(word + "\n", new PasteOptions());
        await Eventually.Holds(() => Assert.All(sinks, sink => Assert.EndsWith($"{word}\r\n{word}\r\n", sink.Text, StringComparison.Ordinal)));
    }

    /// <summary>Until the program has written nothing for a while: it hangs in a write to its stopped terminal.</summary>
    private static Task WaitUntilStoppedAsync(TmuxPane pane)
    {
        var io = $"/proc/{pane.ReadProgram()!.Pid}/io";
        return Eventually.Holds(async () =>
        {
            var before = await File.ReadAllTextAsync(io);
            await Task.Delay(200);
            Assert.Equal(before, await File.ReadAllTextAsync(io));
        });
    }

    private long ServerMemory() =>
        long.Parse(File.ReadAllText($"/proc/{tmux.Server.Identity.Pid}/statm").Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;

    private sealed class PausingSink(long pauseAfter) : IPaneOutputSink
    {
        private long _count;

        public long PauseAfter { get; set; } = pauseAfter;

        public long Count => Volatile.Read(ref _count);

        public bool IsPaused { get; private set; }

        public bool OnOutput(ReadOnlySpan<byte> bytes)
        {
            Volatile.Write(ref _count, _count + bytes.Length);
            return !(IsPaused = _count > PauseAfter);
        }
    }

    private sealed class TypedSink : IPaneOutputSink
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _said = new();

        public string Said => string.Concat(_said);

        public bool OnOutput(ReadOnlySpan<byte> bytes)
        {
            _said.Enqueue(Encoding.UTF8.GetString(bytes));
            return true;
        }

        public void OnInput(ReadOnlySpan<byte> input) => _said.Enqueue($"<{Encoding.UTF8.GetString(input)}>");
    }

    private sealed class ThrowingSink : IPaneOutputSink
    {
        public bool OnOutput(ReadOnlySpan<byte> bytes) => throw new InvalidOperationException("sink broke");
    }
}
