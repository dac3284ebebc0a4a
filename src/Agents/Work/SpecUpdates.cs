using Orchestrator.Agents.Specs;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Teams;
using Orchestrator.Runtime.Persistence;
using static Orchestrator.Agents.Tasks.TaskEvents;
using static Orchestrator.Agents.Work.SpecMessages;
using static Orchestrator.Agents.Work.WorkEvents;

namespace Orchestrator.Agents.Work;

/// <summary>What follows from another spec: tasks for what is new, and a word to everybody whom it concerns. Pure.</summary>
internal static class SpecUpdates
{
    /// <param name="state">The project's work.</param>
    /// <param name="current">The version that it works by.</param>
    /// <param name="c">The new one.</param>
    /// <param name="context">Who is in the team, and how many tasks there may be.</param>
    /// <param name="now">The time.</param>
    internal static Decision Decide(ProjectWorkState state, SpecVersion current, UpdateSpec c, WorkContext context, DateTimeOffset now)
    {
        var parsed = SpecParser.Parse(c.Body, c.Path);
        if (parsed.Spec is not { } after)
            return Decision.Reject(new Rejected(RejectionCode.Invalid, string.Join('\n', parsed.Errors)));
        var before = SpecParser.Parse(current.Body, current.Path).Spec ?? after;
        var difference = SpecDifference.Between(before, after);
        if (difference.IsEmpty)
            return Decision.Nothing.Answer(new SpecAccepted(current.Revision, [], [], []));
        var added = difference.Deliverables.Added.Select(d => TaskSeed.Of(d).Title).Where(t => !state.Board.Tasks.Exists(task => task.Title == t)).ToList();
        if (state.Board.Tasks.Count + added.Count > context.Tasks.Most)
            return Decision.Reject(Rejected.Refused($"{state.Project} would have {state.Board.Tasks.Count + added.Count} tasks, more than orchestrator.tasks.max allows.", "Raise that, or put several deliverables into one."));

        var tasks = added.Select((title, index) => (Id: $"T{state.Board.Tasks.Count + index + 1}", Title: title)).ToList();
        var revision = current.Revision + 1;
        var notices = Notices(state, difference, revision, c, context.Team, tasks).ToList();
        List<IEvent> events = [new SpecUpdated(state.Opened, revision, c.Path, after.Title, after.Body, [.. difference.Lines], c.By, now)];
        foreach (var (id, title) in tasks) // the project manager reads of them in its notice
            events.AddRange([new TaskAdded(id, title, "", null, TaskPriority.Normal, [], [], "spec", now), new TaskAnnounced(id, now)]);
        events.AddRange(notices.Select(n => new NoticeQueued(n, now)));
        return Decision.Accept(events).Answer(new SpecAccepted(revision, difference.Lines, [.. notices.Select(n => n.To)], [.. tasks.Select(t => t.Id)]));
    }

    private static IEnumerable<Notice> Notices(
        ProjectWorkState state, SpecDifference difference, int revision, UpdateSpec c, IReadOnlyList<TeamMate> team, IReadOnlyList<(string Id, string Title)> tasks)
    {
        var gone = difference.Deliverables.Removed.Select(d => TaskSeed.Of(d).Title).ToHashSet();
        var dropped = state.Board.Tasks.Where(t => gone.Contains(t.Title) && t.State is not TaskState.Done).ToList();
        var intro = $"The spec was changed by {c.By}; it stands in {c.Path}.\n{string.Join('\n', difference.Lines)}\n";
        foreach (var mate in team)
        {
            var own = dropped.Where(t => t.Owner == mate.Name).ToList();
            string? rest = mate.Role == Roles.ProjectManager.Key ? ToManager(tasks, dropped)
                : own.Count > 0 ? $"{string.Join(", ", own.Select(t => $"{t.Id} ({t.Title})"))} is no longer asked for. Commit what you have, and ask the project manager what becomes of it."
                : difference.ConcernsAll ? "See whether what you do still fits. Ask the project manager where it does not."
                : null;
            if (rest is not null) yield return new Notice($"spec:{revision}:{mate.Name}", mate.Name, intro + rest);
        }
    }

    private static string ToManager(IReadOnlyList<(string Id, string Title)> tasks, List<TaskItem> dropped)
    {
        List<string> lines = [];
        if (tasks.Count > 0) lines.Add($"New tasks: {string.Join("; ", tasks.Select(t => $"{t.Id} {t.Title}"))}. Give each to somebody: orc task assign ID AGENT");
        if (dropped.Count > 0)
            lines.Add($"No longer asked for: {string.Join("; ", dropped.Select(t => $"{t.Id} {t.Title} ({(t.Owner is { } owner ? $"{owner}'s" : "nobody's")})"))}. Nothing was ended: decide what becomes of each.");
        lines.Add("Those whom it concerns are told. See whether the tasks still lead to the success criteria.");
        return string.Join('\n', lines);
    }
}
