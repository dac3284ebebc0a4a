using System.Text.Json.Nodes;

namespace Orchestrator.Mcp;

/// <summary>One tool: its words for a model, what it takes, and what it does.</summary>
/// <param name="Name">As it is called.</param>
/// <param name="Title">For a person.</param>
/// <param name="Description">For a model: when to use it, what comes back, what not to do.</param>
/// <param name="Parameters">What it takes.</param>
/// <param name="Effect">What a call changes.</param>
/// <param name="Run">Does it; its answer is an object.</param>
/// <param name="ForSteering">Whether only those who steer a team are offered it; whether somebody may is the daemon's to say all the same.</param>
internal sealed record McpTool(
    string Name,
    string Title,
    string Description,
    IReadOnlyList<ToolParameter> Parameters,
    ToolEffect Effect,
    Func<ToolCall, JsonNode> Run,
    bool ForSteering = false);

/// <summary>What a call of a tool changes.</summary>
internal enum ToolEffect
{
    /// <summary>Nothing.</summary>
    Reads,

    /// <summary>Something that is the same after a second call.</summary>
    Sets,

    /// <summary>A second call adds a second one, unless it bears the same key.</summary>
    Adds,
}

/// <summary>One parameter of a tool.</summary>
/// <param name="Name">As it is written, snake_case.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Description">For a model.</param>
internal sealed record ToolParameter(string Name, ToolValue Kind, string Description)
{
    /// <summary>Whether it has to be there.</summary>
    internal bool Required { get; init; }

    /// <summary>The longest text, in characters.</summary>
    internal int MaxLength { get; init; } = 200;

    /// <summary>The only texts that may be written; empty for any.</summary>
    internal IReadOnlyList<string> OneOf { get; init; } = [];

    /// <summary>The smallest number, and the largest.</summary>
    internal (int Min, int Max) Range { get; init; } = (0, int.MaxValue);

    internal static ToolParameter Text(string name, string description, bool required = false, int maxLength = 200) =>
        new(name, ToolValue.Text, description) { Required = required, MaxLength = maxLength };

    internal static ToolParameter Number(string name, string description, int min, int max) => new(name, ToolValue.Number, description) { Range = (min, max) };

    internal static ToolParameter Switch(string name, string description) => new(name, ToolValue.Switch, description);

    internal static ToolParameter Choice(string name, string description, params IReadOnlyList<string> values) =>
        new(name, ToolValue.Text, description) { Required = true, OneOf = values };

    /// <summary>The parameter of every tool that adds something.</summary>
    internal static ToolParameter Key { get; } = Text(
        "key", "Only to repeat a call whose outcome you do not know: the same key as in the first call makes it the same request, not a second one.", maxLength: 100);
}

/// <summary>What a parameter's value is.</summary>
internal enum ToolValue
{
    Text,
    Number,
    Switch,

    /// <summary>Texts, as an array.</summary>
    Texts,
}
