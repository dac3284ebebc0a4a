using Orchestrator.Agents.Projects;
using Orchestrator.Agents.Specs;

namespace Orchestrator.Agents.Teams;

/// <summary>How much there is to do.</summary>
internal enum SizeKind
{
    Small,
    Usual,
    Large,
}

/// <summary>How much there is to do, and by what that is judged.</summary>
/// <param name="Kind">How much.</param>
/// <param name="Why">In words, without a full stop.</param>
internal sealed record ProjectSize(SizeKind Kind, string Why)
{
    private const int FewDeliverables = 3;
    private const int ManyDeliverables = 10;
    private const int FewFiles = 300;
    private const int ManyFiles = 3000;

    internal static ProjectSize Of(Spec spec, ProjectFacts? facts)
    {
        var (wanted, files) = (spec.Deliverables.Count, facts?.Files ?? 0);
        var kind = wanted >= ManyDeliverables || files >= ManyFiles ? SizeKind.Large : wanted <= FewDeliverables && files < FewFiles ? SizeKind.Small : SizeKind.Usual;
        var word = kind switch { SizeKind.Small => "a small project", SizeKind.Large => "a large project", _ => "a project of the usual size" };
        return new ProjectSize(kind, $"{word} ({wanted} {(wanted == 1 ? "deliverable" : "deliverables")}, {(facts?.IsCut is true ? "more than " : "")}{ProjectSummary.Count(files)})");
    }
}
