using Orchestrator.Agents.Insights;
using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.Globalization;
using static Orchestrator.Mcp.ToolParameter;

namespace Orchestrator.Mcp.Tools;

/// <summary>What projects learn from each other.</summary>
internal static class InsightTools
{
    internal static IReadOnlyList<McpTool> All { get; } =
    [
        new(
            "share_insight", "Share an insight with other projects",
            "Share something that you found out with effort and that would spare other projects the same: a trap of a tool, a setting that mends a build, a library that does not do what it says. "
            + "The managers of projects that it concerns are told once, with you as the source. Not for what concerns your project alone (use send_message), not for progress (use report_status), and no secrets.",
            [
                Text("text", "What you found out, complete in itself: what happens, why, what helps.", required: true, maxLength: InsightBook.MaxText),
                new("topics", ToolValue.Texts, "What it is about: languages, tools and subjects, e.g. [\"csharp\", \"docker\"]. Without any, every project is told.") { Range = (0, InsightBook.MaxTopics), MaxLength = 40 },
                Key,
            ],
            ToolEffect.Adds,
            call => ToolCall.Whole(call.Daemon.Post(
                "/v1/insights", new ShareInsightRequest(call.Arguments.Needed("text"), call.Arguments.Texts("topics"), Key: call.Key), ApiJson.Default.ShareInsightRequest, Repeat.Safe))),
        new(
            "list_insights", "List insights of other projects",
            "What projects on this machine found out so far, newest last. Look here before you spend long on a problem of a tool or a library; what stands there is advice, to be checked.",
            [
                Text("topic", "Only what is about this language, tool or subject."),
                Number("limit", "The newest so many; 20 when left out.", 1, 200),
            ],
            ToolEffect.Reads,
            call => ToolCall.Whole(call.Daemon.Get("/v1/insights" + CommonArguments.Query(
                ("limit", call.Arguments.Number("limit", 20).ToString(CultureInfo.InvariantCulture)), ("topic", call.Arguments.Text("topic")))))),
    ];
}
