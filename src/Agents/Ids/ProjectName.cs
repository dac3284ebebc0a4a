using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Orchestrator.Agents;

/// <summary>
/// Names one project, e.g. <c>web-shop</c>, and its tmux session: 1 to 40 lower-case ASCII letters, digits, <c>-</c> and
/// <c>_</c>, beginning with a letter or digit. The constructor checks nothing: what a person wrote goes through <see cref="TryParse"/>.
/// </summary>
[JsonConverter(typeof(ProjectNameJson))]
public readonly record struct ProjectName(string Value)
{
    /// <summary>Reserved: <c>orchestrator</c> is the target above all projects.</summary>
    public const string Reserved = "orchestrator";

    /// <summary>Reads a name that a person chose. It is never changed silently.</summary>
    /// <returns>False with a problem: why it is refused, with a name that would do.</returns>
    public static bool TryParse(string text, out ProjectName name, [NotNullWhen(false)] out string? problem)
    {
        problem = text == Reserved ? "it is reserved for the agent above all projects" : SafeName.Problem(text);
        name = problem is null ? new ProjectName(text) : default;
        if (problem is null)
            return true;
        problem = $"{SafeName.Quote(text)} cannot be a project's name: {problem}. Write {SafeName.Quote(Proposal(text))}.";
        return false;
    }

    /// <summary>Like <see cref="TryParse"/>.</summary>
    /// <exception cref="FormatException">It is no project name; the message says why and what would be one.</exception>
    public static ProjectName Parse(string text) =>
        TryParse(text, out var name, out var problem) ? name : throw new FormatException(problem);

    /// <summary>Makes a name of a title or of a directory's name: <c>Café: the Web Shop</c> is <c>cafe-the-web-shop</c>.</summary>
    /// <returns>False when no letter or digit is left, or the name is reserved.</returns>
    public static bool TryFrom(string title, out ProjectName name)
    {
        var value = SafeName.From(title);
        name = new ProjectName(value);
        return value.Length > 0 && value != Reserved;
    }

    /// <inheritdoc />
    public override string ToString() => Value;

    private static string Proposal(string text) => TryFrom(text, out var name) ? name.Value : "my-project";
}
