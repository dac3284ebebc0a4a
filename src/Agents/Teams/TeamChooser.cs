using Orchestrator.Agents.Projects;
using Orchestrator.Agents.Specs;

namespace Orchestrator.Agents.Teams;

/// <summary>Chooses a team from what a spec asks for and what a project is made of. Pure.</summary>
/// <param name="options">The settings: which roles a type has.</param>
internal sealed class TeamChooser(TeamOptions options)
{
    /// <summary>Less evidence than this speaks for no type: one word of software, or one word beside the goal.</summary>
    private const int EnoughForType = 4;

    /// <summary>What a spec must say of another type for its first role to join.</summary>
    private const int EnoughForRole = 4;

    /// <summary>What a project must hold of another type for its first role to join.</summary>
    private const int EnoughFiles = 2;

    /// <summary>Null when nothing speaks for any type.</summary>
    internal TeamWish? Choose(Spec spec, ProjectFacts? facts)
    {
        var evidence = TeamEvidence.Weigh(spec, facts).Where(e => options.Types.ContainsKey(e.Type)).ToList();
        if (evidence is not [{ Weight: >= EnoughForType } best, ..]) return null;
        var size = ProjectSize.Of(spec, facts);
        var listed = RoleList.Parse(options.Types[best.Type], "", 0, out _).SelectMany(r => Enumerable.Repeat(r.Role, r.Count)).ToList();
        var first = listed.Distinct().Select(role => Wanted(role, $"of the team type {best.Type}")).ToList();
        var (more, moreReason) = More(listed, size);
        List<RoleRequest> roles = [.. first, .. Joining(best, evidence, facts, first), .. more];
        if (size.Kind is not SizeKind.Small && facts?.TestCommand is { } test && listed.Contains("developer") && roles.TrueForAll(r => r.Role != "test-runner"))
            roles.Add(Wanted("test-runner", $"the tests are run by {test}"));
        return new TeamWish(
            roles,
            [
                $"Team type {best.Type}: {string.Join("; ", best.Reasons)}.",
                moreReason,
                .. roles.Skip(first.Count).Where(r => !first.Exists(f => f.Role == r.Role)).Select(r => $"{r.Role} joins: {r.Reason}."),
                "To choose yourself: --roles, --team-type, or team or team_type in the spec's front matter.",
            ],
            best.Type,
            IsChosen: true);
    }

    private static RoleRequest Wanted(string role, string reason) => new(role, 1, "", 0) { Reason = reason };

    /// <summary>The second and third of a role, as far as the project's size wants them.</summary>
    private static (IReadOnlyList<RoleRequest> Roles, string Reason) More(List<string> listed, ProjectSize size)
    {
        if (size.Kind is SizeKind.Small) return ([], $"One of each role: {size.Why}.");
        var more = listed.GroupBy(r => r).SelectMany(g => g.Skip(1)).ToList();
        if (size.Kind is SizeKind.Large) more.Add(more.Count > 0 ? more[0] : listed[0]);
        return ([.. more.Select(r => Wanted(r, size.Why))], more.Count == 0 ? $"One of each role: {size.Why}." : $"More than one {string.Join(" and ", more.Distinct())}: {size.Why}.");
    }

    private List<RoleRequest> Joining(TypeEvidence best, IReadOnlyList<TypeEvidence> evidence, ProjectFacts? facts, List<RoleRequest> team)
    {
        List<RoleRequest> joining = [];
        foreach (var other in evidence.Where(e => e.Type != best.Type && (e.Wish >= EnoughForRole || (facts is not null && e.Type != "software" && e.Weight - e.Wish >= EnoughFiles))))
        {
            var role = RoleList.Parse(options.Types[other.Type], "", 0, out _)[0].Role;
            if (!team.Exists(r => r.Role == role) && !joining.Exists(r => r.Role == role)) joining.Add(Wanted(role, string.Join("; ", other.Reasons)));
        }
        return joining;
    }
}
