using Orchestrator.Agents.Specs;

namespace Orchestrator.Agents.Teams.Reconciling;

/// <summary>What a team is to be: a YAML file (.yaml, .yml) with the keys of a spec's front matter, or a spec that begins with them.</summary>
/// <param name="Source">The file.</param>
/// <param name="Settings">What it says; its team is empty when it names none.</param>
/// <param name="Spec">The spec, where the file is one.</param>
/// <param name="Errors">What is wrong with it.</param>
public sealed record TeamFile(string Source, SpecSettings Settings, Spec? Spec, IReadOnlyList<SpecError> Errors)
{
    private const string Fence = "---";

    /// <summary>Reads a file's text. No I/O.</summary>
    public static TeamFile Parse(string text, string source)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clean = Messaging.PlainText.Clean(text.TrimStart('\uFEFF')).Text;
        return Path.GetExtension(source) is ".yml" or ".yaml" ? OfYaml(clean, source) : OfSpec(clean, source);
    }

    private static TeamFile OfSpec(string text, string source)
    {
        var parsed = SpecParser.Parse(text, source);
        return new TeamFile(source, parsed.Spec?.Settings ?? SpecSettings.None, parsed.Spec, parsed.Errors);
    }

    private static TeamFile OfYaml(string text, string source)
    {
        // A fence of our own makes it front matter, and every line of it one later than in the file.
        var own = text.StartsWith(Fence, StringComparison.Ordinal) ? 0 : 1;
        var yaml = text.TrimEnd();
        var read = FrontMatter.Read(own == 1 ? $"{Fence}\n{yaml}\n{Fence}\n" : yaml.EndsWith("\n" + Fence, StringComparison.Ordinal) ? yaml : $"{yaml}\n{Fence}\n", source);
        var settings = read.Settings with { Team = [.. read.Settings.Team.Select(r => r with { Line = r.Line - own })] };
        List<SpecError> errors = [.. read.Errors.Select(e => e with { Line = Math.Max(1, e.Line - own) })];
        if (read.Body.Trim().Length > 0)
            errors.Add(new SpecError(source, read.BodyLine - own, "It holds more than one YAML document.", "A spec with front matter is a file that ends in .md."));
        if (errors.Count == 0 && settings.Team.Count == 0)
            errors.Add(new SpecError(source, 0, "It names no team.", "Write team: [developer:2, tester]."));
        return new TeamFile(source, settings, null, errors);
    }
}
