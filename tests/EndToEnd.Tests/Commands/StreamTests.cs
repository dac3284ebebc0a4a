using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class StreamTests : IDisposable
{
    private readonly OrcHome _home = new();
    private readonly List<Process> _started = [];

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill();
            process.Dispose();
        }

        _home.Dispose();
    }

    [Fact]
    public void Every_byte_comes_to_every_reader_at_the_panes_full_speed()
    {
        const int Lines = 1_000_000;
        Session("read go; seq 1 1000000; sleep 1000");
        var raw = Stream("s", "0", "--raw");
        WaitForPipe();
        var others = Enumerable.Range(0, 2).Select(_ => Joined("--raw")).ToList();
        Type("go");
        var expected = Encoding.ASCII.GetBytes("go\r\n" + string.Concat(Enumerable.Range(1, Lines).Select(i => $"{i}\r\n")));
        var received = new byte[expected.Length];
        raw.StandardOutput.BaseStream.ReadExactly(received);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(expected)), Convert.ToHexString(SHA256.HashData(received)));
        foreach (var reader in others)
        {
            using var all = new MemoryStream();
            while (all.Length < expected.Length) all.Write(Next(reader).GetProperty("data").GetBytesFromBase64());
            Assert.Equal(Convert.ToHexString(SHA256.HashData(expected)), Convert.ToHexString(SHA256.HashData(all.ToArray())));
        }
    }

    [Fact]
    public void A_reader_that_stops_holds_up_nobody_and_is_told_what_it_missed()
    {
        _ = _home.Run("daemon", "start", "--set", "orchestrator.recording.spool-size=256KiB").Done;
        Session("read go; seq 1 1000000; echo the end; sleep 1000");
        var slow = Joined();
        Type("go");
        _ = _home.Run("pane", "watch", "s", "0", "the end", "--timeout", "60s").Done; // the pane was not held up
        var (missed, last) = (0L, "");
        while (!last.Contains("the end", StringComparison.Ordinal))
        {
            var line = Next(slow);
            last = line.GetRawText();
            if (line.GetProperty("event").GetString() == "missed") missed += line.GetProperty("bytes").GetInt64();
        }

        Assert.InRange(missed, 1_000_000, 8_000_000);
    }

    [Fact]
    public void A_recording_is_replayed_and_goes_on_without_gap_or_duplicate()
    {
        _ = _home.Run("daemon", "start", "--set", "orchestrator.recording.file-size=128KiB").Done;
        Session("i=0; while read go; do seq 1 20000 | sed \"s/^/$i-/\"; i=$((i+1)); done");
        Assert.Equal(4, _home.Run("pane", "stream", "s", "0", "--since-start").Exit);
        _ = _home.Run("pane", "record", "s", "0", "on").Done;
        WaitForPipe();
        Type("go");
        _ = _home.Run("pane", "watch", "s", "0", "0-20000", "--timeout", "30s").Done;
        var reader = Stream("s", "0", "--text", "--since-start");
        Type("go");
        var lines = new List<string>();
        while (lines.Count == 0 || lines[^1] != "1-20000") lines.Add(reader.StandardOutput.ReadLine()!);
        var numbers = lines.Where(line => line.Contains('-', StringComparison.Ordinal)).ToList();
        var all = Enumerable.Range(0, 2).SelectMany(i => Enumerable.Range(1, 20000).Select(n => $"{i}-{n}")).ToList();
        Assert.Equal(all, numbers);
    }

    [Fact]
    public void Text_and_filtered_streams_are_plain_lines()
    {
        Session("read go; printf 'a \\033[31mred\\033[0m line\\n10%%\\r100%%\\nerror: x\\n'; sleep 1000");
        var (text, filtered) = (Joined("--text"), Joined("--filter", "err.r|red"));
        Type("go");
        const string All = "go\na red line\n100%\nerror: x\n", Some = "a red line\nerror: x\n";
        Assert.Equal(All, TextOf(text, All.Length));
        Assert.Equal(Some, TextOf(filtered, Some.Length));
    }

    [Fact]
    public void The_tail_is_followed_by_what_comes()
    {
        Session("seq 1 30; while read word; do echo \"got $word\"; done");
        Eventually.Holds(() => Assert.Equal("28\n29\n30\n", _home.Run("pane", "tail", "s", "0", "--lines", "3").Done.Out));
        var follower = _home.Start("pane", "tail", "s", "0", "--lines", "2", "--follow");
        _started.Add(follower);
        Assert.Equal(("29", "30"), (follower.StandardOutput.ReadLine(), follower.StandardOutput.ReadLine()));
        Type("tea");
        Assert.Equal(("tea", "got tea"), (follower.StandardOutput.ReadLine(), follower.StandardOutput.ReadLine()));
    }

    [Fact]
    public void Screen_and_stream_join_without_a_line_twice_or_missing_while_the_pane_writes()
    {
        Session("i=0; while :; do i=$((i+1)); echo \"line $i\"; done");
        for (var round = 0; round < 5; round++)
        {
            using var follower = _home.Start("pane", "tail", "s", "0", "--lines", "20", "--follow");
            var numbers = Enumerable.Range(0, 400).Select(_ => int.Parse(follower.StandardOutput.ReadLine()![5..], CultureInfo.InvariantCulture)).ToList();
            follower.Kill();
            Assert.Equal(Enumerable.Range(numbers[0], numbers.Count), numbers);
        }
    }

    [Fact]
    public void A_line_that_the_cursor_is_still_in_goes_on_with_what_comes()
    {
        Session("stty -echo; printf 'one\\ntwo\\nthr'; read word; printf 'ee\\nfour\\n'; sleep 1000");
        Eventually.Holds(() => Assert.EndsWith("thr\n", _home.Run("pane", "tail", "s", "0").Done.Out, StringComparison.Ordinal));
        using var follower = _home.Start("pane", "tail", "s", "0", "--follow");
        Assert.Equal(("one", "two"), (follower.StandardOutput.ReadLine(), follower.StandardOutput.ReadLine()));
        Type("");
        Assert.Equal(("three", "four"), (follower.StandardOutput.ReadLine(), follower.StandardOutput.ReadLine()));
        follower.Kill();
    }

    [Fact]
    public void A_watch_sees_the_screen_and_what_comes_and_ends_in_time()
    {
        Session("echo it is ready; while read word; do echo \"got $word\"; done");
        Eventually.Holds(() => Assert.Contains("ready", _home.Run("pane", "tail", "s", "0").Done.Out, StringComparison.Ordinal));
        var there = _home.Run("pane", "watch", "s", "0", "is r\\w+", "--json").Done.Json;
        Assert.Equal(("screen", "is ready"), (there.GetProperty("source").GetString(), there.GetProperty("match").GetString()));
        Assert.Equal(124, _home.Run("pane", "watch", "s", "0", "is ready", "--new", "--timeout", "300ms").Exit);
        var watch = _home.Start("pane", "watch", "s", "0", "got (tea|coffee)", "--json");
        _started.Add(watch);
        WaitForPipe();
        Type("tea");
        var came = new Finished(0, watch.StandardOutput.ReadToEnd(), "").Json;
        Assert.Equal(("output", "got tea"), (came.GetProperty("source").GetString(), came.GetProperty("line").GetString()));

        var bad = _home.Run("pane", "watch", "s", "0", "a(b");
        Assert.Equal(2, bad.Exit);
        Assert.Contains("position 3", bad.Error, StringComparison.Ordinal);
        Assert.Equal((3, 3), (_home.Run("pane", "watch", "s", "nobody", "x").Exit, _home.Run("pane", "stream", "nowhere", "0").Exit));
    }

    private void Session(string script)
    {
        _ = _home.Run("daemon", "start").Done;
        _home.Tmux("new-session", "-d", "-s", "s", "-x", "200", "-y", "50", $"stty -echoctl; {script}");
    }

    private void Type(string line) => _home.Tmux("send-keys", "-t", "=s:", line, "Enter");

    private void WaitForPipe() => Eventually.Holds(() => Assert.Equal("1", _home.Tmux("display-message", "-p", "-t", "=s:", "#{pane_pipe}")));

    private Process Stream(params string[] arguments)
    {
        var reader = _home.Start(["pane", "stream", .. arguments]);
        _started.Add(reader);
        return reader;
    }

    /// <summary>A reader that has joined.</summary>
    private Process Joined(params string[] arguments)
    {
        var reader = Stream(["s", "0", "--json", .. arguments]);
        Assert.Equal("started", Next(reader).GetProperty("event").GetString());
        return reader;
    }

    private static JsonElement Next(Process reader) => JsonDocument.Parse(reader.StandardOutput.ReadLine()!).RootElement;

    private static string TextOf(Process reader, int length)
    {
        var text = "";
        while (text.Length < length) text += Next(reader).GetProperty("text").GetString();
        return text;
    }
}
