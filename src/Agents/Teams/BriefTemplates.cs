namespace Orchestrator.Agents.Teams;

/// <summary>Finds the Markdown templates of briefs: one file a role, and <c>common.md</c> for what all are told.</summary>
/// <param name="directories">Looked into in this order: the user's own (<c>$ORC_HOME/config/briefs</c>), then those shipped.</param>
public sealed class BriefTemplates(params IReadOnlyList<string> directories)
{
    /// <summary>The templates shipped with the program, beside it.</summary>
    public static string Shipped { get; } = Path.Combine(AppContext.BaseDirectory, "config", "briefs");

    /// <summary>The text of a role's template with the common part in its place.</summary>
    /// <exception cref="FileNotFoundException">No directory has the file.</exception>
    public string Read(Role role) =>
        ReadFile(role.Key + ".md").Replace("{{common}}", ReadFile("common.md").Trim(), StringComparison.Ordinal);

    private string ReadFile(string name)
    {
        foreach (var directory in directories)
        {
            var path = Path.Combine(directory, name);
            if (File.Exists(path))
                return File.ReadAllText(path).ReplaceLineEndings("\n");
        }
        throw new FileNotFoundException($"The brief {name} is in none of {string.Join(", ", directories)}. Install Orchestrator again or put it there.", name);
    }
}
