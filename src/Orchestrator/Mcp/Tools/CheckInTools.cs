using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.Text.Json.Nodes;
using static Orchestrator.Mcp.ToolParameter;

namespace Orchestrator.Mcp.Tools;

/// <summary>Prompts that come later.</summary>
internal static class CheckInTools
{
    internal static IReadOnlyList<McpTool> All { get; } =
    [
        new(
            "schedule_check_in", "Schedule a check-in",
            "Have yourself prompted later, with a note: to look again at what takes time (a build, a deployment, somebody's answer) instead of waiting or sleeping. "
            + "A project manager may schedule for its team. Exactly one of in, every and cron says when. Comes back with its id and when it falls due; it survives restarts.",
            [
                Text("note", "What you are to be asked or reminded of, complete in itself.", required: true, maxLength: 10_000),
                Text("in", "Once, so long from now: 30s, 15m, 1h30m; a bare number is minutes."),
                Text("every", "Again and again, so far apart. Cancel it when it is of no use any more."),
                Text("cron", "By a cron expression of five fields, in UTC."),
                Text("target", "Who is prompted; you when left out."),
                Key,
            ],
            ToolEffect.Adds,
            Schedule),
        new(
            "list_check_ins", "List check-ins",
            "The check-ins to come, the next one first, with the ids that cancel_check_in takes.",
            [Text("target", "Whose: project:agent, or a project's name for all of its agents; yours when left out.")],
            ToolEffect.Reads,
            call => ToolCall.Whole(call.Daemon.Get("/v1/check-ins" + CommonArguments.Query(("target", call.Arguments.Text("target") ?? call.Caller.Agent?.ToString()))))),
        new(
            "cancel_check_in", "Cancel a check-in",
            "Cancel a check-in that is of no use any more, by its id. Your own; a project manager also its team's.",
            [Text("id", "Its id, e.g. shop:developer@3; list_check_ins shows it.", required: true)],
            ToolEffect.Sets,
            call => ToolCall.Whole(call.Daemon.Delete($"/v1/check-ins/{ToolCall.Escaped(call.Arguments.Needed("id"))}", Repeat.Unsafe))),
    ];

    private static JsonObject Schedule(ToolCall call)
    {
        var (once, every, cron) = (call.Arguments.Text("in"), call.Arguments.Text("every"), call.Arguments.Text("cron"));
        if (new[] { once, every, cron }.Count(time => time is not null) != 1)
            throw CommandFailure.Usage("Exactly one of \"in\", \"every\" and \"cron\" says when.", "Nothing was scheduled. For example: {\"in\": \"30m\", \"note\": \"…\"}");
        var request = new ScheduleRequest(call.TargetOf("target"), call.Arguments.Needed("note"), Seconds("in", once), Seconds("every", every), cron, call.Key);
        return ToolCall.Whole(call.Daemon.Post("/v1/check-ins", request, ApiJson.Default.ScheduleRequest, Repeat.Safe));
    }

    private static double? Seconds(string argument, string? text)
    {
        if (text is null) return null;
        return Durations.TryParse(text, TimeSpan.FromMinutes(1), out var duration)
            ? duration.TotalSeconds
            : throw CommandFailure.Usage($"\"{argument}\" is \"{text}\", which is no duration.", "Nothing was scheduled. Write for example 30s, 15m, 2h or 1h30m; a bare number is minutes.");
    }
}
