using Orchestrator.Agents;
using Orchestrator.Agents.Scaling;
using Orchestrator.Runtime.Journal;
using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orchestrator.Api.Server;

/// <summary>A stored event as one JSON object: <c>sequence, time, type, project, agent</c> and the event's own fields.</summary>
/// <remarks>Its fields are taken as they are stored, so events of a newer version are shown too.</remarks>
internal static class EventLine
{
    private const string AgentPrefix = "agent/";
    private const string ProjectPrefix = "project/";
    private const string WorkPrefix = "work/";
    private static readonly string[] Own = ["sequence", "time", "type", "project", "agent", "at"];
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whose event it is; both are null for the orchestrator's own.</summary>
    internal static (string? Project, string? Agent) Owner(string persistenceId)
    {
        if (persistenceId.StartsWith(AgentPrefix, StringComparison.Ordinal) && AgentTarget.TryParse(persistenceId[AgentPrefix.Length..], out var target, out _))
            return (target.Project?.Value, target.Agent?.Value);
        if (persistenceId.StartsWith(WorkPrefix, StringComparison.Ordinal)) return (persistenceId[WorkPrefix.Length..], null);
        return persistenceId.StartsWith(ProjectPrefix, StringComparison.Ordinal)
            ? (persistenceId[ProjectPrefix.Length..], AgentName.ProjectManager.Value)
            : (null, null);
    }

    /// <summary>Whether the event is a project's, its manager's or one of its agents'.</summary>
    internal static bool Concerns(JournalRow row, string project) =>
        Owner(row.PersistenceId).Project == project || (row.PersistenceId is "orchestrator" or ScalingActor.Id && FieldOf(row, "project") == project);

    internal static byte[] Write(JournalRow row)
    {
        var buffer = new ArrayBufferWriter<byte>(row.Payload.Length + 256);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            using var payload = Parse(row);
            var (project, agent) = Owner(row.PersistenceId);
            writer.WriteStartObject();
            writer.WriteNumber("sequence", row.Sequence);
            writer.WriteString("time", UtcTimeConverter.Format(TimeOf(payload.RootElement) ?? row.Created));
            writer.WriteString("type", row.Manifest);
            writer.WriteString("project", project ?? TextOf(payload.RootElement, "project"));
            // A project's manager keeps the project's events and those of its own agent under one id.
            writer.WriteString("agent", (row.Manifest.StartsWith("project.", StringComparison.Ordinal) ? null : agent) ?? TextOf(payload.RootElement, "agent") ?? OrchestratorOr(row));
            if (payload.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var field in payload.RootElement.EnumerateObject().Where(f => !Own.Contains(f.Name)))
                    field.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static string? OrchestratorOr(JournalRow row) => row.Manifest.StartsWith("agent.", StringComparison.Ordinal) ? ProjectName.Reserved : null;

    private static JsonDocument Parse(JournalRow row)
    {
        try
        {
            return JsonDocument.Parse(row.Payload);
        }
        catch (JsonException)
        {
            return JsonDocument.Parse("""{"damaged":true}""");
        }
    }

    private static string? FieldOf(JournalRow row, string name)
    {
        using var payload = Parse(row);
        return TextOf(payload.RootElement, name);
    }

    private static string? TextOf(JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset? TimeOf(JsonElement from) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty("at", out var at) && at.ValueKind == JsonValueKind.String && at.TryGetDateTimeOffset(out var time) ? time : null;
}
