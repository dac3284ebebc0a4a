using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Orchestrator.Agents;

/// <summary>
/// Names one agent in its project, e.g. <c>developer-2</c>, and its tmux window: as <see cref="ProjectName"/>, but
/// beginning with a letter, since tmux takes <c>shop:2</c> for the window's index. The constructor checks nothing.
/// </summary>
[JsonConverter(typeof(AgentNameJson))]
public readonly record struct AgentName(string Value)
{
    /// <summary>The agent that a project's name alone means.</summary>
    public static AgentName ProjectManager { get; } = new("project-manager");

    /// <summary>Reads a name that a person chose. It is never changed silently.</summary>
    /// <returns>False with a problem: why it is refused, with a name that would do.</returns>
    public static bool TryParse(string text, out AgentName name, [NotNullWhen(false)] out string? problem)
    {
        problem = text == ProjectName.Reserved ? "it is reserved for the agent above all projects"
            : SafeName.Problem(text) ?? (char.IsAsciiDigit(text[0]) ? "it begins with a digit, and tmux would take it for a window's index" : null);
        name = problem is null ? new AgentName(text) : default;
        if (problem is null)
            return true;
        problem = $"{SafeName.Quote(text)} cannot be an agent's name: {problem}. Write {SafeName.Quote(Proposal(text))}.";
        return false;
    }

    /// <summary>Like <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">It is no agent name; the message says why and what would be one.</exception>
    public static AgentName Parse(string text) =>
        TryParse(text, out var name, out var problem) ? name : throw new FormatException(problem);

    /// <inheritdoc />
    public override string ToString() => Value;

    private static string Proposal(string text)
    {
        var value = SafeName.From(text);
        if (value.Length == 0 || value == ProjectName.Reserved)
            return "developer";
        return char.IsAsciiDigit(value[0]) ? SafeName.From("agent-" + value) : value;
    }
}
