using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Terminals;

/// <summary>People change things by hand in the middle of streams and subscriptions: nothing is taken for another pane's, nothing is lost in silence, nothing hangs.</summary>
public sealed class StreamMeddlingTests : IDisposable
{
    private readonly OrcHome _home = new();
    private readonly List<Process> _started = [];
    private readonly List<Follower> _followers = [];

    public void Dispose()
    {
        foreach (var process in _started)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }

        _followers.ForEach(follower => follower.Process.Kill(entireProcessTree: true));
        _home.Dispose();
    }

    [Fact]
    public void Streams_keep_to_their_panes_whatever_is_done_to_windows_and_sessions()
    {
        _ = _home.Run("daemon", "start").Done;
        _home.Tmux("new-session", "-d", "-s", "left", "-x", "200", "-y", "50", Counting("left"));
        _home.Tmux("new-session", "-d", "-s", "right", "-x", "200", "-y", "50", Counting("right"));
        var (left, right) = (IdOf("left"), IdOf("right"));
        _ = _home.Run("subscribe", "pattern", "left", "0", "left-\\d+", "--log", "--rate", "100000").Done;
        var streams = new[] { ("left", Stream("left", "0")), ("right", Stream("right", "0")) };
        var last = streams.ToDictionary(s => s.Item1, s => Consecutive(s.Item1, s.Item2, null));

        Action[] meddling =
        [
            () => _home.Tmux("copy-mode", "-t", left),
            () => _home.Tmux("rename-window", "-t", left, "right"),
            () => _home.Tmux("rename-session", "-t", "=left", "was-left"),
            () => _home.Tmux("split-window", "-d", "-t", left, "sleep 1000"),
            () => Attach("was-left"),
            () => _home.Tmux("resize-pane", "-Z", "-t", left),
            () => _home.Tmux("resize-window", "-t", left, "-x", "40", "-y", "10"),
            () => _home.Tmux("break-pane", "-d", "-s", left),
            () => _home.Tmux("join-pane", "-d", "-s", left, "-t", right),
            () => _home.Tmux("swap-pane", "-s", left, "-t", right),
            () => _home.Tmux("move-window", "-s", right, "-t", "=was-left:7"),
            () => _home.Tmux("rename-session", "-t", "=was-left", "right-again"),
            () => _home.Tmux("new-window", "-d", "-t", "=right-again:", "sleep 1000"),
            () => _home.Tmux("kill-window", "-t", "=right-again:0"),
        ];
        foreach (var meddle in meddling)
        {
            meddle();
            foreach (var (name, stream) in streams) last[name] = Consecutive(name, stream, last[name]);
        }

        _home.Tmux("kill-pane", "-t", left);
        streams[0].Item2.Ends();
        Consecutive("right", streams[1].Item2, last["right"]);
        Eventually.Holds(() => Assert.Empty(_home.Run("subscriptions", "list", "--json").Done.Json.GetProperty("subscriptions").EnumerateArray()));
        var fired = _home.Run("subscriptions", "log", "--limit", "10000", "--json").Done.Json.GetProperty("firings").EnumerateArray().Select(f => Number("left", f.GetProperty("match").GetString()!)).ToList();
        Assert.Equal(Enumerable.Range(fired[0], fired.Count), fired);
        Assert.True(fired.Count >= last["left"] - fired[0], $"Only {fired.Count} fired of {last["left"] - fired[0]} that were streamed.");
    }

    [Fact]
    public void A_pipe_put_on_the_pane_by_hand_ends_streams_and_subscriptions_say_what_they_missed_and_go_on()
    {
        _ = _home.Run("daemon", "start").Done;
        _home.Tmux("new-session", "-d", "-s", "s", "-x", "200", "-y", "50", "stty -echo; while read word; do echo \"got $word\"; done");
        _ = _home.Run("subscribe", "pattern", "s", "0", "got \\w+", "--log").Done;
        _ = _home.Run("pane", "record", "s", "0", "on").Done;
        var stream = Stream("s", "0");
        Eventually.Holds(() => Assert.Equal("1", _home.Tmux("display-message", "-p", "-t", "=s:", "#{pane_pipe}")));
        Type("one");
        Assert.Equal("got one", stream.Line());

        _home.Tmux("pipe-pane", "-t", "=s:", $"cat > '{_home.Path}/by-hand'");
        Assert.Equal("taken_over", stream.Ends());
        Type("two");
        Eventually.Holds(() => Assert.Contains("got two", _home.Read("by-hand"), StringComparison.Ordinal));
        Eventually.Holds(() => Assert.Equal(["logged", "missed"], Log().Select(f => f.GetProperty("result").GetString())));
        Type("three");
        Eventually.Holds(() => Assert.Equal(["got one", null, "got three"], Log().Select(f => f.GetProperty("match").GetString())));

        _home.Tmux("pipe-pane", "-t", "=s:"); // and closed by hand
        Eventually.Holds(() => Assert.Equal(2, Log().Count(f => f.GetProperty("result").GetString() == "missed")));
        Type("four");
        Eventually.Holds(() => Assert.Equal("got four", Log()[^1].GetProperty("match").GetString()));
        var recorded = Stream("s", "0", "--since-start");
        var words = new List<string> { recorded.Line() };
        while (words[^1] != "got four") words.Add(recorded.Line());
        Assert.Equal(["got one", "got three", "got four"], words);
    }

    private static string Counting(string name) => $"i=0; while :; do i=$((i+1)); echo \"{name}-$i\"; sleep 0.01; done";

    /// <summary>Reads some lines: each is that pane's, and none is missing.</summary>
    private static int Consecutive(string name, Follower stream, int? after)
    {
        for (var i = 0; i < 10; i++)
        {
            var number = Number(name, stream.Line());
            if (after is { } before) Assert.Equal(before + 1, number);
            after = number;
        }

        return after!.Value;
    }

    private static int Number(string name, string line)
    {
        Assert.StartsWith(name + "-", line, StringComparison.Ordinal);
        return int.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture);
    }

    private string IdOf(string session) => _home.Tmux("display-message", "-p", "-t", $"={session}:", "#{pane_id}");

    /// <summary>A stream that has begun.</summary>
    private Follower Stream(string session, string pane, params string[] more)
    {
        var stream = new Follower(_home.Start(["pane", "stream", session, pane, "--text", "--json", .. more]));
        _followers.Add(stream);
        return stream;
    }

    /// <summary>A person's small terminal.</summary>
    private void Attach(string session)
    {
        _started.Add(Process.Start(new ProcessStartInfo("script", ["-qfec", $"stty cols 60 rows 20; exec tmux -S '{_home.TmuxSocket}' attach-session -t ={session}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm" },
        })!);
        Eventually.Holds(() => Assert.Contains("60x20", _home.Tmux("list-clients", "-F", "#{client_width}x#{client_height}"), StringComparison.Ordinal));
    }

    private void Type(string line) => _home.Tmux("send-keys", "-t", "=s:", line, "Enter");

    private List<JsonElement> Log() => [.. _home.Run("subscriptions", "log", "--json").Done.Json.GetProperty("firings").EnumerateArray()];

    /// <summary>Reads a stream line by line, beside the test.</summary>
    private sealed class Follower
    {
        private readonly BlockingCollection<string> _lines = [];
        private readonly TaskCompletionSource _started = new();
        private readonly Task<string> _end;

        public Follower(Process process)
        {
            Process = process;
            _end = Task.Run(Read);
            Assert.True(_started.Task.Wait(Patience), "The stream does not begin.");
        }

        public Process Process { get; }

        private static TimeSpan Patience => TimeSpan.FromSeconds(20);

        public string Line() => _lines.TryTake(out var line, Patience) ? line : throw new InvalidOperationException("Nothing comes.");

        /// <returns>Why it ended.</returns>
        public string Ends()
        {
            Assert.True(_end.Wait(Patience), "The stream goes on.");
            return _end.Result;
        }

        private string Read()
        {
            var (rest, reason) = ("", "");
            while (Process.StandardOutput.ReadLine() is { } json)
            {
                var e = JsonDocument.Parse(json).RootElement;
                switch (e.GetProperty("event").GetString())
                {
                    case "started":
                        _started.SetResult();
                        break;
                    case "output":
                        var lines = (rest + e.GetProperty("text").GetString()).Split('\n');
                        rest = lines[^1];
                        foreach (var line in lines[..^1]) _lines.Add(line);
                        break;
                    case "ended":
                        reason = e.GetProperty("reason").GetString()!;
                        break;
                }
            }

            return reason;
        }
    }
}
