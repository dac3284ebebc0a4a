using Microsoft.AspNetCore.Http;
using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Orchestrator.Api.Server;

/// <summary>One request: who asks, what for, and how it is answered. Everything in it is checked before it is used.</summary>
internal sealed class ApiCall(HttpContext http, Caller caller, CancellationToken cancel)
{
    /// <summary>Who asks.</summary>
    internal Caller Caller => caller;

    /// <summary>Set when the client is gone or the daemon ends.</summary>
    internal CancellationToken Cancel => cancel;

    /// <exception cref="ApiFault">The caller may not.</exception>
    internal void Demand(Operation operation, AgentTarget target)
    {
        if (Permissions.Refusal(caller, operation, target) is { } reason)
            throw ApiFault.Forbidden($"{caller.Name} may not do that to {target}: {reason}.");
    }

    /// <summary>The request's body.</summary>
    /// <exception cref="ApiFault">It is no such object: a field is missing, unknown or of another type.</exception>
    internal async Task<T> ReadAsync<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, cancel) ?? throw ApiFault.Invalid("The request is empty.");
        }
        catch (JsonException e)
        {
            throw ApiFault.Invalid($"The request is not understood: {e.Message}", "The program and its daemon may be of different versions: orc daemon restart");
        }
        catch (BadHttpRequestException e)
        {
            throw e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? ApiFault.Refused("The request is too big.", "Put long material into a file and name it.")
                : ApiFault.Invalid(e.Message);
        }
    }

    internal Task AnswerAsync<T>(T answer, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(answer, type);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body, CancellationToken.None).AsTask();
    }

    /// <summary>Begins a stream of server-sent events.</summary>
    internal async Task BeginStreamAsync()
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        await http.Response.StartAsync(cancel);
    }

    /// <summary>One server-sent event; the client has it when the task is done or soon after.</summary>
    internal async Task StreamAsync(ReadOnlyMemory<byte> json)
    {
        await http.Response.Body.WriteAsync("data: "u8.ToArray(), cancel);
        await http.Response.Body.WriteAsync(json, cancel);
        await http.Response.Body.WriteAsync("\n\n"u8.ToArray(), cancel);
    }

    internal Task StreamAsync<T>(T item, JsonTypeInfo<T> type) => StreamAsync(JsonSerializer.SerializeToUtf8Bytes(item, type));

    /// <summary>Writes a server-sent event that is ready, and waits until the client takes it.</summary>
    internal Task WriteAsync(ReadOnlyMemory<byte> ready) => http.Response.Body.WriteAsync(ready, cancel).AsTask();

    internal Task FlushAsync() => http.Response.Body.FlushAsync(cancel);

    /// <summary>A part of the path.</summary>
    internal string Path(string name) => (string)http.Request.RouteValues[name]!;

    /// <summary>A query's value; <c>null</c> when it is not there.</summary>
    internal string? Query(string name) => http.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    /// <exception cref="ApiFault">It is there and no whole number of the range.</exception>
    internal long Number(string name, long otherwise, long min, long max)
    {
        if (Query(name) is not { } text) return otherwise;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw ApiFault.Invalid($"{name} is \"{text}\"; a whole number from {min} to {max} is wanted.");
    }

    internal ProjectName PathProject(string name = "project") => Project(Path(name));

    internal AgentTarget PathTarget(string name = "target") => Target(Path(name));

    /// <summary>The word by which a repeated request is known as the same one.</summary>
    /// <exception cref="ApiFault">It is empty or too long.</exception>
    internal static string? Key(string? key) => key is { Length: 0 or > 100 }
        ? throw ApiFault.Invalid($"The key has {key.Length} characters; 1 to 100 are possible.")
        : key;

    /// <exception cref="ApiFault">It is no project's name.</exception>
    internal static ProjectName Project(string text) => ProjectName.TryParse(text, out var name, out var problem) ? name : throw ApiFault.Invalid(problem);

    /// <exception cref="ApiFault">It is no target.</exception>
    internal static AgentTarget Target(string text) => AgentTarget.TryParse(text, out var target, out var problem) ? target : throw ApiFault.Invalid(problem);
}
