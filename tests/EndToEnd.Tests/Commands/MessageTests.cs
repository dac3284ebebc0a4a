using System.Text;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

/// <summary>A running project whose agents write down all they read.</summary>
public sealed class RecordingShop : IDisposable
{
    public RecordingShop() => Home.Launch(OrcHome.Recording);

    public OrcHome Home { get; } = new();

    public void Dispose() => Home.Dispose();
}

public sealed class MessageTests(RecordingShop shop) : IClassFixture<RecordingShop>
{
    private readonly OrcHome _home = shop.Home;

    [Fact]
    public void A_message_is_delivered_under_a_header_and_then_said_to_be()
    {
        var message = _home.Run("send", "shop:developer", "Use", "the new prices.", "--wait", "20s", "--json").Done.Json.GetProperty("message");
        Assert.Equal(("user", "shop:developer", "delivered"), (Text(message, "from"), Text(message, "to"), Text(message, "state")));
        Assert.True(message.GetProperty("delivered_at").GetDateTimeOffset() >= message.GetProperty("queued_at").GetDateTimeOffset());
        Eventually.Holds(() => Assert.Contains($"[{Text(message, "id")} from user", _home.Received("developer"), StringComparison.Ordinal));
        Eventually.Holds(() => Assert.Contains("Use the new prices.\n", _home.Received("developer"), StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_no_text_or_too_long_is_refused_before_anything_is_stored()
    {
        var before = History("shop:tester").Count;
        byte[] latin = [.. "gr"u8, 0xFC, .. "n"u8];
        Assert.Contains("0xfc at offset 2", Refused(2, latin), StringComparison.Ordinal);
        Assert.Contains("byte 1", Refused(2, "a\0b"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("empty", Refused(2, " \n"u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("max-message-size", Refused(4, Encoding.ASCII.GetBytes(new string('x', (1 << 20) + 1))), StringComparison.Ordinal);
        Assert.Equal(before, History("shop:tester").Count);

        string Refused(int exit, byte[] input)
        {
            var finished = _home.RunWith(input, "send", "shop:tester", "--file", "-");
            Assert.True(exit == finished.Exit, $"It ended with {finished.Exit}: {finished.Error}");
            return finished.Error;
        }
    }

    [Fact]
    public void A_message_to_nobody_is_not_found()
    {
        Assert.Equal(3, _home.Run("send", "shop:nobody", "hi").Exit);
        Assert.Equal(3, _home.Run("send", "bank", "hi").Exit);
        Assert.Equal(2, _home.Run("send", "shop:a:b", "hi").Exit);
    }

    [Fact]
    public void Waiting_for_a_paused_agent_times_out_and_the_message_comes_when_the_pause_is_over()
    {
        _ = _home.Run("agent", "add", "shop", "--role", "devops", "--agent-command", OrcHome.Recording).Done;
        Eventually.Holds(() => Assert.Contains("DevOps", _home.Received("devops"), StringComparison.Ordinal));
        Eventually.Holds(() => Assert.Contains("- shop:project-manager, ", _home.Received("devops"), StringComparison.Ordinal)); // its brief names its colleagues
        _ = _home.Run("pause", "shop:devops").Done;
        Assert.Equal("paused", Text(_home.Agent("shop:devops"), "state"));

        var waited = _home.Run("send", "shop:devops", "while you paused", "--wait=1s", "--json");
        Assert.Equal(124, waited.Exit);
        Assert.Equal("timed_out", Text(waited.Json.GetProperty("error"), "code"));
        Assert.DoesNotContain("while you paused", _home.Received("devops"), StringComparison.Ordinal);

        _ = _home.Run("continue", "shop:devops").Done;
        Eventually.Holds(() => Assert.Contains("while you paused", _home.Received("devops"), StringComparison.Ordinal));
        _ = _home.Run("agent", "remove", "shop:devops").Done;
    }

    [Fact]
    public void The_history_has_both_ways_and_a_reply_goes_to_who_wrote()
    {
        var sent = _home.Run("send", "shop:tester", "question", "--from", "shop:developer", "--json").Done.Json.GetProperty("message");
        var reply = _home.Run("reply", Text(sent, "id"), "answer", "--json").Done.Json.GetProperty("message");
        Assert.Equal(("shop:developer", Text(sent, "id")), (Text(reply, "to"), Text(reply, "in_reply_to")));
        Assert.Equal(3, _home.Run("reply", "shop:tester#999", "answer").Exit);

        var history = History("shop:developer");
        Assert.Contains(history, m => Text(m, "id") == Text(sent, "id") && Text(m, "from") == "shop:developer" && Text(m, "text") == "question");
        Assert.Contains(history, m => Text(m, "id") == Text(reply, "id"));
        Assert.Equal(2, _home.Run("messages", "shop:developer", "--limit", "2", "--json").Done.Json.GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public void A_broadcast_reaches_every_agent_of_the_project()
    {
        var messages = _home.Run("broadcast", "shop", "Commit now.", "--json").Done.Json.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal(["shop:developer", "shop:project-manager", "shop:tester"], messages.Select(m => Text(m, "to")).Where(t => t != "shop:devops").Order());
        foreach (var agent in new[] { "developer", "project-manager", "tester" })
            Eventually.Holds(() => Assert.Contains("Commit now.", _home.Received(agent), StringComparison.Ordinal));
    }

    [Fact]
    public void A_check_in_falls_due_once_and_can_be_cancelled_before()
    {
        var due = _home.Run("check-in", "schedule", "shop:tester", "--in", "1s", "--note", "How far are you?", "--json").Done.Json.GetProperty("check_in");
        var later = _home.Run("check-in", "schedule", "shop:tester", "--every", "90", "--note", "Every ninety minutes", "--json").Done.Json.GetProperty("check_in");
        Assert.Equal("1h30m", Text(later, "every"));
        Assert.Contains(Text(later, "id"), _home.Run("check-in", "list", "shop:tester").Done.Out, StringComparison.Ordinal);

        Eventually.Holds(() => Assert.Contains("How far are you?", _home.Received("tester"), StringComparison.Ordinal));
        _ = _home.Run("check-in", "cancel", Text(later, "id")).Done;
        Eventually.Holds(() => Assert.DoesNotContain(Text(due, "id") + " ", _home.Run("check-in", "list", "shop:tester").Done.Out, StringComparison.Ordinal));
        Assert.Equal(3, _home.Run("check-in", "cancel", Text(later, "id")).Exit);
        Assert.Equal(2, _home.Run("check-in", "schedule", "shop:tester", "--cron", "now and then", "--note", "x").Exit);
    }

    [Fact]
    public void Events_are_streamed_as_they_are_stored()
    {
        using var follow = _home.Start("events", "shop", "--follow", "--json");
        try
        {
            var id = Text(_home.Run("send", "shop:developer", "an event", "--json").Done.Json.GetProperty("message"), "id");
            JsonElement line;
            do line = JsonDocument.Parse(follow.StandardOutput.ReadLine()!).RootElement;
            while (Text(line, "type") != "agent.message-delivered.v1" || Text(line, "message_id") != id);
            Assert.Equal(("shop", "developer"), (Text(line, "project"), Text(line, "agent")));
            var sequence = line.GetProperty("sequence").GetInt64();
            Assert.All(_home.Run("events", "--since", $"{sequence - 1}", "--json").Done.Lines, l => Assert.True(l.GetProperty("sequence").GetInt64() >= sequence));
        }
        finally
        {
            follow.Kill();
        }
    }

    private List<JsonElement> History(string target) => [.. _home.Run("messages", target, "--json").Done.Json.GetProperty("messages").EnumerateArray()];

    private static string Text(JsonElement from, string name) => from.GetProperty(name).GetString()!;
}
