using Microsoft.AspNetCore.Http;
using System.Text.Json;

namespace Orchestrator.RealAgents.Tests.Stub;

/// <summary>How one vendor's model API is spoken.</summary>
internal abstract class ModelDialect
{
    /// <summary>Reads a request.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="path">Its path, in which some name the model.</param>
    /// <param name="key">The key it came with.</param>
    public abstract StubRequest Read(JsonElement body, string path, string? key);

    /// <summary>The body of a refusal.</summary>
    public abstract object Refusal(StubReply.Refuse refusal);

    /// <summary>The headers of a refusal besides the usual ones.</summary>
    public virtual IEnumerable<(string Name, string Value)> Headers(StubReply.Refuse refusal) => [];

    public abstract Task WholeAsync(HttpResponse response, string model, StubReply reply);

    public abstract Task StreamAsync(HttpResponse response, string model, StubReply reply);

    /// <summary>A new id, as the APIs have one for every answer and call.</summary>
    protected static string NewId(string prefix) => prefix + Guid.NewGuid().ToString("N");

    /// <summary>Writes one server-sent event.</summary>
    /// <param name="response">Where to.</param>
    /// <param name="data">Its data, as JSON unless it is a text.</param>
    /// <param name="name">Its name, where the API has names.</param>
    protected static async Task EventAsync(HttpResponse response, object data, string? name = null)
    {
        if (response.ContentType is null) response.ContentType = "text/event-stream";
        await response.WriteAsync((name is null ? "" : $"event: {name}\n") + $"data: {data as string ?? JsonSerializer.Serialize(data)}\n\n");
        await response.Body.FlushAsync();
    }

    /// <summary>Waits for the end of a slow answer; a CLI that hangs up ends it as well.</summary>
    protected static async Task HoldAsync(HttpResponse response, StubReply reply)
    {
        if (reply is StubReply.Words { Until: { } until }) await until.WaitAsync(response.HttpContext.RequestAborted);
    }

    /// <summary>The texts of a content that is a string or a list of parts with a field <c>text</c>.</summary>
    protected static IEnumerable<string> Texts(JsonElement owner, string name)
    {
        if (!owner.TryGetProperty(name, out var content)) return [];
        return content.ValueKind switch
        {
            JsonValueKind.String => [content.GetString()!],
            JsonValueKind.Array => content.EnumerateArray().Select(part => part.TryGetProperty("text", out var text) ? text.GetString() : null).OfType<string>(),
            _ => [],
        };
    }

    /// <summary>The elements of a list; none when it is missing.</summary>
    protected static IEnumerable<JsonElement> List(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array ? list.EnumerateArray() : [];

    protected static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
