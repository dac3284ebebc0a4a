using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Demo;

/// <summary>Events of the journal in a few words; null for those that would only fill the screen.</summary>
internal static class DemoEventText
{
    private const int LongestText = 90;

    public static string? Of(JsonElement one) => Text(one, "type") switch
    {
        "agent.bound.v1" => $"is up, process {Text(one, "pane", "pid")}{(Text(one, "incarnation") is "1" ? "" : $", incarnation {Text(one, "incarnation")}")}",
        "agent.message-queued.v1" => $"gets {What(one)}",
        "agent.message-delivered.v1" => $"has {Text(one, "message_id")} in its terminal (known by: {Text(one, "evidence")})",
        "agent.ended.v1" => $"ended{How(one)}",
        "agent.restart-scheduled.v1" => "will be started again",
        "agent.failed.v1" => $"has failed: {Text(one, "reason")}",
        "agent.reported.v1" => $"says {Text(one, "state")}: {Text(one, "text")}",
        _ => null,
    };

    public static string Text(JsonElement one, params IEnumerable<string> path)
    {
        foreach (var name in path)
        {
            if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty(name, out one))
                return "";
        }
        return one.ValueKind switch
        {
            JsonValueKind.String => one.GetString()!,
            JsonValueKind.Null => "",
            _ => one.GetRawText(),
        };
    }

    private static string What(JsonElement one)
    {
        var kind = Text(one, "message", "kind");
        var text = Text(one, "message", "text").Split('\n')[0];
        var shown = text.Length > LongestText ? text[..LongestText] + " …" : text;
        return kind switch
        {
            "brief" => "its brief",
            "message" => string.Create(CultureInfo.InvariantCulture, $"word from {Text(one, "message", "from")}: {shown}"),
            _ => $"a {kind}: {shown}",
        };
    }

    private static string How(JsonElement one) =>
        Text(one, "end", "signal") is { Length: > 0 } signal ? $" by signal {signal}"
        : Text(one, "end", "exit_code") is { Length: > 0 } code ? $" with exit code {code}"
        : "";
}
