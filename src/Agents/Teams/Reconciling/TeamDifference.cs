using System.Globalization;

namespace Orchestrator.Agents.Teams.Reconciling;

/// <summary>A member of a running team.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">The key of its role.</param>
/// <param name="Profile">The profile that it runs.</param>
/// <param name="Credential">What it is billed to, where it is not its profile's; null for that.</param>
/// <param name="CheckIn">The interval of its default check-in; null for none.</param>
/// <param name="IsBusy">Whether it has a task.</param>
public sealed record RunningMember(AgentName Name, string Role, string Profile, string? Credential, TimeSpan? CheckIn, bool IsBusy);

/// <summary>What is done about one member.</summary>
public enum TeamAction
{
    /// <summary>It joins.</summary>
    Add,

    /// <summary>It leaves; its worktree and branch stay.</summary>
    End,

    /// <summary>It leaves, and one with another profile takes its name, worktree and branch.</summary>
    Replace,

    /// <summary>It is asked for its status at another interval.</summary>
    CheckIn,
}

/// <summary>One step from the team that runs to the one that is wanted.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Agent">To whom.</param>
/// <param name="Role">The key of its role.</param>
/// <param name="Detail">Why, or what changes.</param>
/// <param name="Wanted">The entry that asks for it; null when it leaves.</param>
public sealed record TeamChange(TeamAction Action, AgentName Agent, string Role, string Detail, RoleRequest? Wanted = null)
{
    /// <summary>The new interval of its check-in, where that changes.</summary>
    public TimeSpan? CheckIn { get; init; }
}

/// <summary>Finds the difference between a team that runs and one that is wanted. Pure.</summary>
public static class TeamDifference
{
    /// <summary>The steps, those that end first; none when the team is as it is wanted.</summary>
    /// <param name="wanted">The members that are wanted, each with the entry that asks for it; the project manager among them.</param>
    /// <param name="file">The whole of the file's settings: what holds for every entry.</param>
    /// <param name="running">Who is in the team, the oldest first; the project manager among them, windows not.</param>
    /// <param name="taken">Names that are in use by something else, e.g. windows.</param>
    /// <param name="elastic">How many of a role scaling may keep.</param>
    /// <param name="problem">Why there is no way there; null when there is.</param>
    public static IReadOnlyList<TeamChange> Between(
        IReadOnlyList<TeamMember> wanted, Specs.SpecSettings file, IReadOnlyList<RunningMember> running, IReadOnlyCollection<AgentName> taken, IReadOnlyDictionary<string, int> elastic, out string? problem)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(running);
        ArgumentNullException.ThrowIfNull(elastic);
        var pairs = Match(wanted, file, running);
        problem = Problem(pairs);
        if (problem is not null) return [];
        var kept = pairs.Select(p => p.Running).OfType<RunningMember>().ToHashSet();
        var changes = running.Where(r => !kept.Contains(r)).GroupBy(r => r.Role).SelectMany(g => Ends(g, running.Count(r => r.Role == g.Key), elastic.GetValueOrDefault(g.Key))).ToList();
        var names = running.Select(r => r.Name).Concat(taken).Concat(pairs.Select(p => p.Entry.Name).OfType<AgentName>()).ToHashSet();
        foreach (var (entry, member) in pairs)
            changes.AddRange(member is null ? [Add(entry, file, names)] : Changed(entry, member, file));
        return changes;
    }

    /// <summary>By name where the entry has one; then by role: those of the same profile, then the busy, then the oldest stay.</summary>
    private static List<(RoleRequest Entry, RunningMember? Running)> Match(IReadOnlyList<TeamMember> wanted, Specs.SpecSettings file, IReadOnlyList<RunningMember> running)
    {
        var free = running.ToList();
        var found = new Dictionary<TeamMember, RunningMember?>(ReferenceEqualityComparer.Instance);
        foreach (var member in wanted.OrderBy(w => w.Request?.Name is null))
        {
            var entry = EntryOf(member);
            var (named, profile) = (NameOf(member), entry.Profile ?? file.Profile?.Value);
            var match = named is { } name
                ? free.Find(r => r.Name == name)
                : free.Where(r => r.Role == entry.Role).OrderBy(r => profile is not null && r.Profile != profile).ThenBy(r => !r.IsBusy).FirstOrDefault();
            if (match is not null) free.Remove(match);
            found[member] = match;
        }
        return [.. wanted.Select(w => (EntryOf(w) with { Name = NameOf(w) }, found[w]))];
    }

    private static RoleRequest EntryOf(TeamMember member) => member.Request ?? new RoleRequest(member.Role.Key, 1, "", 0);

    /// <summary>An entry with a name that stands for several has numbered ones.</summary>
    private static AgentName? NameOf(TeamMember member) => member.Request?.Name is not null ? member.Name : null;

    private static string? Problem(List<(RoleRequest Entry, RunningMember? Running)> pairs)
    {
        foreach (var (entry, member) in pairs)
        {
            if (member is not null && member.Role != entry.Role)
                return $"{member.Name} is a {member.Role}, and the file wants a {entry.Role} of that name. Choose another name, or apply a file without it first.";
            if (member?.Name == AgentName.ProjectManager && entry.Profile is { } other && other != member.Profile)
                return $"The project manager runs {member.Profile}, and the file wants {other}: a running project keeps its manager. Stop and remove the project, then launch it.";
        }
        return null;
    }

    private static IEnumerable<TeamChange> Ends(IEnumerable<RunningMember> surplus, int there, int most)
    {
        var end = surplus.OrderBy(r => r.IsBusy).Reverse().ToList(); // what scaling keeps are the busy
        var scaled = Math.Max(0, Math.Min(end.Count, most - (there - end.Count)));
        return end.Skip(scaled).Select(r => new TeamChange(TeamAction.End, r.Name, r.Role, r.IsBusy ? "the file has no place for it; its task goes back into the queue" : "the file has no place for it"));
    }

    private static TeamChange Add(RoleRequest entry, Specs.SpecSettings file, HashSet<AgentName> names)
    {
        var name = entry.Name ?? Enumerable.Range(1, names.Count + 1).Select(i => new AgentName(i == 1 ? entry.Role : entry.Role + "-" + i.ToString(CultureInfo.InvariantCulture))).First(n => !names.Contains(n));
        names.Add(name);
        return new TeamChange(TeamAction.Add, name, entry.Role, "the file wants one more", entry with { Profile = entry.Profile ?? file.Profile?.Value }) { CheckIn = entry.CheckIn ?? file.CheckIn?.Value };
    }

    private static IEnumerable<TeamChange> Changed(RoleRequest entry, RunningMember member, Specs.SpecSettings file)
    {
        var isManager = member.Name == AgentName.ProjectManager;
        var (profile, every) = (isManager ? null : entry.Profile ?? file.Profile?.Value, entry.CheckIn ?? file.CheckIn?.Value);
        if ((profile is not null && profile != member.Profile) || (!isManager && entry.Credential is { } credential && credential != member.Credential))
        {
            var what = profile is not null && profile != member.Profile ? $"profile {member.Profile} → {profile}" : $"credential {member.Credential ?? "its profile's"} → {entry.Credential}";
            yield return new TeamChange(TeamAction.Replace, member.Name, member.Role, $"{what}; its conversation ends, its worktree and branch stay", entry with { Profile = profile ?? member.Profile }) { CheckIn = every ?? member.CheckIn };
        }
        else if (every is not null && every != member.CheckIn)
        {
            yield return new TeamChange(
                TeamAction.CheckIn, member.Name, member.Role, $"check-in {(member.CheckIn is { } now ? $"every {Runtime.Configuration.DurationText.Format(now)}" : "none")} → every {Runtime.Configuration.DurationText.Format(every.Value)}", entry)
            { CheckIn = every };
        }
    }
}
