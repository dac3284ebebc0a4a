using Orchestrator.Agents.Projects;
using Orchestrator.Agents.Specs;

namespace Orchestrator.Agents.Teams;

/// <summary>What speaks for one team type.</summary>
/// <param name="Type">The type's name.</param>
/// <param name="Weight">How much, over all.</param>
/// <param name="Wish">How much of it the spec says.</param>
/// <param name="Reasons">Why, in words; the spec's first.</param>
internal sealed record TypeEvidence(string Type, int Weight, int Wish, IReadOnlyList<string> Reasons);

/// <summary>Weighs what a spec and a project say. Pure.</summary>
internal static class TeamEvidence
{
    private const int Lead = 5;
    private const int Most = 12;

    /// <summary>Every type that anything speaks for, the weightiest first.</summary>
    internal static IReadOnlyList<TypeEvidence> Weigh(Spec spec, ProjectFacts? facts) =>
        [.. TeamSignals.All.Select(signal => Weigh(signal, spec, facts)).Where(e => e.Weight > 0).OrderByDescending(e => e.Weight)];

    private static TypeEvidence Weigh(TeamSignal signal, Spec spec, ProjectFacts? facts)
    {
        var (said, seen) = (OfSpec(signal, spec), OfProject(signal.Type, facts));
        return new TypeEvidence(signal.Type, said.Weight + seen.Weight, said.Weight, [.. said.Reasons, .. seen.Reasons]);
    }

    private static (int Weight, IReadOnlyList<string> Reasons) OfSpec(TeamSignal signal, Spec spec)
    {
        var aim = $"{spec.Title}\n{spec.Goal}";
        var lead = signal.Lead.Match(spec.Goal);
        var (inAim, inRest) = (Words(signal, aim), Words(signal, string.Join('\n', [.. spec.Deliverables, .. spec.SuccessCriteria])));
        inRest.ExceptWith(inAim);
        var weight = (lead.Success ? Lead : 0) + (inAim.Count * signal.WordWeight) + (inRest.Count * signal.WordWeight / 2);
        List<string> reasons = [];
        if (lead.Success && inAim.Count == 0) reasons.Add($"the goal begins with \"{lead.Value.Trim()}\"");
        if (inAim.Count > 0) reasons.Add($"the goal says {Quoted(inAim)}");
        if (inRest.Count > 0) reasons.Add($"deliverables or success criteria say {Quoted(inRest)}");
        return (Math.Min(weight, Most), reasons);
    }

    private static HashSet<string> Words(TeamSignal signal, string text) =>
#pragma warning disable CA1308 // shown to people, as they write it
        [.. signal.Words.Matches(text).Select(m => m.Value.ToLowerInvariant())];
#pragma warning restore CA1308

    private static string Quoted(HashSet<string> words) => string.Join(", ", words.Order(StringComparer.Ordinal).Take(4).Select(w => $"\"{w}\""));

    private static (int Weight, IReadOnlyList<string> Reasons) OfProject(string type, ProjectFacts? facts)
    {
        if (facts is null) return (0, []);
        var code = facts.Languages.Where(l => l.IsCode).ToList();
        return type switch
        {
            "software" when code.Count > 0 => (4, [$"the project is written in {string.Join(", ", code.Take(3).Select(l => l.Name))}{Manifest(facts)}"]),
            "deployment" => OfDeployment(facts, code.Count > 0),
            "network" when facts.Networks.Count > 0 => (2, [$"{ProjectSummary.Paths(facts.Networks)} describe{(facts.Networks.Count == 1 ? "s" : "")} networks or their rules"]),
            "data" when facts.Data.Count > 0 => (code.Count == 0 ? 5 : facts.Data.Count > 2 ? 2 : 1, [$"there is data to look after: {ProjectSummary.Paths(facts.Data)}"]),
            "documentation" when code.Count == 0 && facts.Deployment.Count == 0 && Pages(facts) is { Count: > 0 } pages => (4, [$"the project is documentation ({ProjectSummary.Paths(pages)})"]),
            _ => (0, []),
        };
    }

    /// <summary>Pages of a site or a manual. Markdown that lies about is notes, or the specs themselves.</summary>
    private static List<string> Pages(ProjectFacts facts) =>
        [.. facts.Documentation.Where(f => Path.GetExtension(f) is not (".md" or ".mdx" or ".rst" or ".adoc") || ProjectPaths.IsBelow(f, "docs", "doc", "documentation", "manual", "guide", "guides"))];

    private static (int, IReadOnlyList<string>) OfDeployment(ProjectFacts facts, bool hasCode)
    {
        var kinds = facts.Deployment.Where(d => d.Kind is not DeploymentKind.Ci).ToList();
        if (kinds.Count == 0) return (0, []);
        var weight = hasCode ? 2 : kinds.Any(d => d.Kind <= DeploymentKind.Infrastructure) ? 6 : 4;
        return (weight, [$"there is {string.Join(", ", kinds.Select(d => $"{ProjectSummary.NameOf(d.Kind)} ({ProjectSummary.Paths(d.Paths)})"))}{(hasCode ? "" : " and no program")}"]);
    }

    private static string Manifest(ProjectFacts facts) => facts.Tools.Count > 0 ? $", built with {string.Join(", ", facts.Tools.Select(t => t.Name).Distinct().Take(3))}" : "";
}
