using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using static Orchestrator.Mcp.ToolParameter;

namespace Orchestrator.Mcp.Tools;

/// <summary>What team members ask permission for, and the decisions of those who may decide.</summary>
internal static class PermissionTools
{
    internal static IReadOnlyList<McpTool> All { get; } =
    [
        new(
            "list_permission_requests", "List permission requests",
            "What agents of the team wait for permission for: each with its id, who asks, the question as it stands in the dialog, and the options. "
            + "You are told by a message whenever one comes: no need to look again and again.",
            [Text("project", "The project; your own when left out, and all for the orchestrator and the user.")],
            ToolEffect.Reads,
            call => ToolCall.Whole(call.Daemon.Get("/v1/permissions" + CommonArguments.Query(("target", call.Arguments.Text("project") ?? call.Caller.Project)))),
            ForSteering: true),
        new(
            "decide_permission", "Decide a permission request",
            "Allow or refuse what an agent of your team waits for. Read the whole question first; allow only what the task needs and what you would do yourself, and refuse or ask the user when in doubt: "
            + "what is deleted, published, paid for or sent outside of the project is the user's to decide. It is answered once, by the label of the option. Nobody decides their own requests.",
            [
                Text("id", "The request's id, e.g. shop:developer+3.", required: true),
                Choice("decision", "allow takes the option that allows it this once; deny the one that refuses.", "allow", "deny"),
                Text("option", "Part of the label of another option to take; left out as a rule."),
            ],
            ToolEffect.Sets,
            call => ToolCall.Whole(call.Daemon.Post(
                $"/v1/permissions/{ToolCall.Escaped(call.Arguments.Needed("id"))}",
                new AnswerPermissionRequest(call.Arguments.Needed("decision") == "allow", call.Arguments.Text("option")),
                ApiJson.Default.AnswerPermissionRequest,
                Repeat.Unsafe)),
            ForSteering: true),
    ];
}
