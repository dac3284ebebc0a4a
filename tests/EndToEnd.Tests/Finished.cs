using System.Text.Json;

namespace Orchestrator.EndToEnd.Tests;

/// <summary>What one run of <c>orc</c> printed and ended with.</summary>
public sealed record Finished(int Exit, string Out, string Error)
{
    /// <summary>Standard output as the one JSON object it is.</summary>
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;

    /// <summary>The JSON objects of a stream, one a line.</summary>
    public IReadOnlyList<JsonElement> Lines =>
        [.. Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>The same, when it ended well.</summary>
    /// <exception cref="InvalidOperationException">It did not; the message has all it printed.</exception>
    public Finished Done => Exit == 0 ? this : throw new InvalidOperationException($"orc ended with {Exit}.\n{Out}\n{Error}");
}
