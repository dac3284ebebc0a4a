using Orchestrator.Agents.Messaging;
using Orchestrator.Runtime.Configuration;
using System.Text.RegularExpressions;

namespace Orchestrator.Agents.Teams;

/// <summary>Fills a role's template. What the spec says is never read as a placeholder.</summary>
public static partial class BriefWriter
{
    /// <summary>The longest part of a spec that is put into a brief, in characters; agents read the rest in the file.</summary>
    internal const int MaxPart = 16_000;

    private static readonly Dictionary<string, Func<BriefContext, string>> Placeholders = new(StringComparer.Ordinal)
    {
        ["agent"] = c => c.Target.Agent?.Value ?? c.Target.ToString(),
        ["check_in"] = c => c.CheckIn is { } every ? $"every {DurationText.Format(every)}" : "when somebody schedules it",
        ["constraints"] = c => Lines(c, c.Spec?.Constraints),
        ["deliverables"] = c => Lines(c, c.Spec?.Deliverables),
        ["directory"] = c => c.Directory,
        ["goal"] = c => Part(c, c.Spec?.Goal ?? ""),
        ["project"] = c => c.Target.Project?.Value ?? "",
        ["project_manager"] = c => c.Target.Project is { } project ? AgentTarget.ManagerOf(project).ToString() : "",
        ["role"] = c => c.Role.Title,
        ["spec_path"] = c => c.Spec is { } spec ? Path.GetFullPath(spec.Source) : "",
        ["success_criteria"] = c => Lines(c, c.Spec?.SuccessCriteria),
        ["target"] = c => c.Target.ToString(),
        ["team"] = Team,
        ["title"] = c => c.Spec?.Title ?? "",
    };

    /// <summary>The names that a template may hold in double braces, <c>common</c> apart.</summary>
    public static IReadOnlyCollection<string> PlaceholderNames => Placeholders.Keys;

    /// <summary>Fills a template.</summary>
    /// <exception cref="FormatException">The template has a placeholder that does not exist; the message names it and the nearest.</exception>
    public static string Write(string template, BriefContext context)
    {
        var text = Placeholder().Replace(template, match =>
        {
            var name = match.Groups[1].Value;
            return Placeholders.TryGetValue(name, out var fill)
                ? fill(context)
                : throw new FormatException($"The brief of {context.Role.Key} has an unknown placeholder {match.Value}. {Spelling.Hint(name, Placeholders.Keys)}");
        });
        return PlainText.Clean(text).Text.Trim();
    }

    private static string Team(BriefContext context)
    {
        var project = context.Target.Project;
        return string.Join('\n', context.Team.Select(m =>
            $"- {project}:{m.Name}, {m.Role.Title}: {m.Role.Duty}{(m.Name == context.Target.Agent ? " (you)" : "")}"));
    }

    private static string Lines(BriefContext context, IReadOnlyList<string>? entries) =>
        entries is { Count: > 0 } ? Part(context, string.Join('\n', entries.Select(e => "- " + e))) : "- none named";

    private static string Part(BriefContext context, string text) =>
        text.Length <= MaxPart ? text : $"{text[..MaxPart]}…\n(cut here; read the rest in {Path.GetFullPath(context.Spec!.Source)})";

    [GeneratedRegex(@"\{\{\s*([a-z_]+)\s*\}\}")]
    private static partial Regex Placeholder();
}
