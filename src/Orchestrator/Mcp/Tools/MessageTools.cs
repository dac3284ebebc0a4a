using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Orchestrator.Mcp.ToolParameter;

namespace Orchestrator.Mcp.Tools;

/// <summary>Writing to others, reading what was written, and saying how one stands.</summary>
internal static class MessageTools
{
    private const int MaxText = 1 << 20;
    private const int ShownText = 4000;

    internal static IReadOnlyList<McpTool> All { get; } =
    [
        new(
            "send_message", "Send a message",
            "Write to one agent, or to the user. It is stored at once and then delivered exactly once, as a prompt, as soon as the receiver can take it. "
            + "Comes back at once with the message's id; an answer comes to you later as a prompt of its own, so end your turn or go on working, and do not wait or ask for it. "
            + "To answer a message, give its id in reply_to. Do not send thanks or acknowledgements: every message costs the receiver a turn.",
            [
                Text("to", "project:agent (e.g. shop:tester), a project's name for its project manager, orchestrator, or user. Not needed with reply_to."),
                Text("text", "What to say, with all that the receiver needs: it does not see your screen. Long material belongs into a file; name its path.", required: true, maxLength: MaxText),
                Text("reply_to", "The id of the message that this answers, e.g. shop:developer#17, from its header line. It goes to whoever wrote that one."),
                Switch("urgent", "Deliver it before all that are not urgent. Only for what cannot wait for the receiver's next turn."),
                Key,
            ],
            ToolEffect.Adds,
            Send),
        new(
            "broadcast", "Send a message to a whole team",
            "Write the same message to every agent of a project but yourself. Use it rarely: each receiver spends a turn on it; for one receiver use send_message. "
            + "Comes back at once with an id for each receiver.",
            [
                Text("text", "What to say.", required: true, maxLength: MaxText),
                Text("project", "The project; your own when left out."),
                Switch("urgent", "Deliver it before all that are not urgent."),
                Key,
            ],
            ToolEffect.Adds,
            Broadcast),
        new(
            "read_messages", "Read messages",
            "Read what was written before, newest last: after a restart, or when an earlier message is needed word for word. "
            + "New messages come to you by themselves as prompts: never call this in order to wait for one. Texts above 4,000 characters are cut; give the message's id to get the whole.",
            [
                Text("target", "Whose messages: project:agent, or a project's name for all of its agents; you when left out."),
                Number("limit", "The newest so many; 20 when left out.", 1, 200),
                Text("id", "One message in full, e.g. shop:developer#17; the other arguments are then left out."),
            ],
            ToolEffect.Reads,
            Read),
        new(
            "report_status", "Report how you stand",
            "Say how you stand; your project manager and the user see it. Report done once your whole task is finished and checked, blocked when you cannot go on without somebody "
            + "(and say what you need; to ask somebody directly, also use send_message), working at a milestone. Not after every step.",
            [
                Choice("state", "working, blocked or done.", "working", "blocked", "done"),
                Text("text", "What is done, what is missing, or what you need.", maxLength: 10_000),
            ],
            ToolEffect.Sets,
            call => ToolCall.Whole(call.Daemon.Post(
                "/v1/reports", new ReportRequest(call.Arguments.Needed("state"), call.Arguments.Text("text")), ApiJson.Default.ReportRequest, Repeat.Safe))),
    ];

    private static JsonObject Send(ToolCall call)
    {
        var (to, answered, text) = (call.Arguments.Text("to"), call.Arguments.Text("reply_to"), call.Arguments.Needed("text"));
        if (answered is null && to is null)
            throw CommandFailure.Usage("Neither \"to\" nor \"reply_to\" says whom it is for.", "Nothing was sent. list_team shows whom you can write to.");
        if (answered is not null && to is not null)
            throw CommandFailure.Usage("Both \"to\" and \"reply_to\" are given.", "Nothing was sent. With reply_to, leave \"to\" out: an answer goes to whoever wrote.");
        var answer = answered is not null
            ? call.Daemon.Post("/v1/replies", new ReplyRequest(answered, text, call.Key), ApiJson.Default.ReplyRequest, Repeat.Safe)
            : call.Daemon.Post("/v1/messages", new SendRequest(to!, text, call.Key, Urgent: call.Arguments.Switch("urgent")), ApiJson.Default.SendRequest, Repeat.Safe);
        return new JsonObject { ["message"] = Head(answer.GetProperty("message")) };
    }

    private static JsonObject Broadcast(ToolCall call)
    {
        var request = new BroadcastRequest(call.Arguments.Needed("text"), call.Key, call.ProjectOf("project"), Urgent: call.Arguments.Switch("urgent"));
        var answer = call.Daemon.Post("/v1/broadcasts", request, ApiJson.Default.BroadcastRequest, Repeat.Safe);
        return new JsonObject { ["messages"] = new JsonArray([.. answer.GetProperty("messages").EnumerateArray().Select(Head)]) };
    }

    private static JsonObject Read(ToolCall call)
    {
        if (call.Arguments.Text("id") is { } id)
            return new JsonObject { ["message"] = WithText(call.Daemon.Get($"/v1/messages/{ToolCall.Escaped(id)}").GetProperty("message"), int.MaxValue) };
        var target = call.Arguments.Text("target") ?? call.Caller.Agent?.ToString();
        var limit = call.Arguments.Number("limit", 20).ToString(CultureInfo.InvariantCulture);
        var answer = call.Daemon.Get("/v1/messages" + CommonArguments.Query(("limit", limit), ("target", target)));
        return new JsonObject { ["messages"] = new JsonArray([.. answer.GetProperty("messages").EnumerateArray().Select(m => WithText(m, ShownText))]) };
    }

    private static JsonObject Head(JsonElement message) => ToolCall.Some(message, "id", "from", "to", "state", "queued_at", "reason");

    private static JsonObject WithText(JsonElement message, int max)
    {
        var shown = ToolCall.Some(message, "id", "from", "to", "kind", "state", "queued_at", "in_reply_to", "reason", "text");
        if (shown["text"]?.GetValue<string>() is { } text && text.Length > max)
            (shown["text"], shown["cut_characters"]) = (text[..max], text.Length - max);
        return shown;
    }
}
