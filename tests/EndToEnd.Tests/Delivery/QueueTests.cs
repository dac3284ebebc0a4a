using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Delivery;

public sealed class QueueTests : IDisposable
{
    private const string Target = "shop:developer";

    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void What_stood_in_a_killed_CLIs_queue_is_sent_again_and_what_it_had_taken_is_not()
    {
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "rehearsal").Done;
        Eventually.Holds(() => Assert.Equal((0, "ready"), (_home.Agent(Target).GetProperty("unread").GetInt32(), State())));
        _ = _home.Run("send", Target, "A long turn.\n/work 10m", "--wait").Done;
        Eventually.Holds(() => Assert.Equal("working", State()));
        _ = _home.Run("send", Target, "The first in its queue.", "--wait").Done;
        _ = _home.Run("send", Target, "The second in its queue.", "--wait").Done;
        Assert.Equal("queued", Evidence("The first in its queue."));

        using (var process = Process.GetProcessById(_home.Agent(Target).GetProperty("pid").GetInt32())) process.Kill();

        Eventually.Holds(() => Assert.Equal(2, _home.Agent(Target).GetProperty("incarnation").GetInt32()));
        Eventually.Holds(() => Assert.Equal((0, "ready"), (_home.Agent(Target).GetProperty("unread").GetInt32(), State())), TimeSpan.FromSeconds(30));
        Eventually.Holds(() => Assert.Equal(["A long turn.", "The first in its queue.", "The second in its queue."], Taken()));
    }

    [Fact]
    public void What_its_CLI_has_yet_to_take_when_a_turn_has_ended_is_sent_again_if_it_is_killed_then()
    {
        Directory.CreateDirectory(Path.Combine(_home.Path, "agents"));
        File.WriteAllText(Path.Combine(_home.Path, "agents", "slow.conf"), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "hocon", "agents", "rehearsal.conf"))
            .Replace("\"rehearse\"", "\"rehearse\", \"--composer\", \"slow-queue\"", StringComparison.Ordinal));
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "slow").Done;
        Eventually.Holds(() => Assert.Equal((0, "ready"), (_home.Agent(Target).GetProperty("unread").GetInt32(), State())));
        _ = _home.Run("send", Target, "A turn.\n/work 5s", "--wait").Done;
        Eventually.Holds(() => Assert.Equal("working", State()));
        _ = _home.Run("send", Target, "In its queue.", "--wait").Done;
        Assert.Equal("queued", Evidence("In its queue."));
        Eventually.Holds(() => Assert.Equal("ready", State()));

        using (var process = Process.GetProcessById(_home.Agent(Target).GetProperty("pid").GetInt32())) process.Kill();

        Eventually.Holds(() => Assert.Equal(2, _home.Agent(Target).GetProperty("incarnation").GetInt32()));
        Eventually.Holds(() => Assert.Equal(["A turn.", "In its queue."], Taken()), TimeSpan.FromSeconds(30));
    }

    private string State() => _home.Agent(Target).GetProperty("state").GetString()!;

    private string? Evidence(string text) => _home.Run("messages", Target, "--json").Done.Json.GetProperty("messages").EnumerateArray()
        .Single(m => m.GetProperty("text").GetString() == text).GetProperty("evidence").GetString();

    // Every prompt that the conversation holds, over both incarnations; the brief is left out.
    private string[] Taken() => [.. Directory.EnumerateFiles(Path.Combine(_home.Path, "rehearsals")).SelectMany(File.ReadLines)
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("prompt").GetString()!)
        .Where(prompt => prompt.StartsWith($"[{Target}#", StringComparison.Ordinal) && prompt.Contains(" from user", StringComparison.Ordinal))
        .Select(prompt => prompt.Split('\n')[1])];
}
