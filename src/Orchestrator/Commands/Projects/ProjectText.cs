using Orchestrator.Commands.Shared;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Commands.Projects;

/// <summary>Projects and agents of an answer, as a person reads them.</summary>
internal static class ProjectText
{
    internal static void Write(TextWriter to, JsonElement project, bool colours, DateTimeOffset now)
    {
        var state = project.Text("state");
        to.WriteLine($"{Paint.Text(project.Text("name"), Tint.Bold, colours)}  {Paint.Text(state, Paint.OfState(state), colours)}  {project.Text("directory")}");
        WriteAgents(to, project.Items("agents"), colours, now);
        foreach (var unseen in project.Items("unseen")) to.WriteLine($"  {unseen.GetString()} has not shown itself: how it stands is unknown. Should it stay so: orc doctor");
        if (project.Object("work") is { } work) WriteWork(to, work);
        foreach (var role in project.Items("scaling")) WriteScaling(to, role);
    }

    /// <summary>Several projects in one line: <c>3 projects, 12 agents (11 ready, 1 failed), 4 of 20 tasks done, 1 of the projects waits for others</c>.</summary>
    internal static string Summary(IReadOnlyList<JsonElement> projects)
    {
        var agents = projects.SelectMany(p => p.Items("agents")).ToList();
        var work = projects.Select(p => p.Object("work")).OfType<JsonElement>().ToList();
        var states = agents.GroupBy(a => a.Text("state")).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Count()} {g.Key}");
        var parts = new List<string> { $"{projects.Count} projects", $"{agents.Count} agents ({string.Join(", ", states)})" };
        if (work.Sum(w => Count(w, "tasks")) is > 0 and var tasks) parts.Add($"{work.Sum(w => Count(w, "done"))} of {tasks} tasks done");
        if (work.Count(w => w.Items("blockers").Any()) is > 0 and var waiting) parts.Add($"{waiting} of the projects {(waiting == 1 ? "waits" : "wait")} for others");
        return string.Join(", ", parts);
    }

    private static void WriteScaling(TextWriter to, JsonElement role)
    {
        var last = role.Object("last") is { } step ? $"; {step.Text("agent")} {(step.Text("action") == "add" ? "joined" : "left")}: {step.Text("reason")}" : "";
        to.WriteLine($"  {role.Text("role")}: {role.Text("engineers")} of {role.Text("least")} to {role.Text("most")}{last}");
        if (role.Text("held") is { Length: > 0 } held) to.WriteLine($"    {held}");
    }

    private static void WriteWork(TextWriter to, JsonElement work)
    {
        var (tasks, done) = (Count(work, "tasks"), Count(work, "done"));
        if (tasks > 0)
        {
            var parts = new[] { ("under_way", "under way"), ("ready", "ready"), ("waiting", "waiting"), ("blocked", "blocked") }
                .Where(p => Count(work, p.Item1) > 0).Select(p => $"{Count(work, p.Item1)} {p.Item2}").Prepend($"{done} of {tasks} tasks done");
            to.WriteLine($"  [{ProgressBar.Of(done, tasks)}] {string.Join(", ", parts)}");
        }
        foreach (var blocker in work.Items("blockers"))
            to.WriteLine($"  {(blocker.Text("task") is { Length: > 0 } task ? task + " waits" : "waits")} for {blocker.Text("on")} ({blocker.Text("state")})");
        if (work.Text("merge_under_way").Length > 0 || Count(work, "merges_waiting") > 0)
            to.WriteLine($"  merging: {(work.Text("merge_under_way") is { Length: > 0 } now ? now : "-")}, {Count(work, "merges_waiting")} waiting");
        if (work.Text("note") is { Length: > 0 } note) to.WriteLine($"  {note}");
        foreach (var conflict in work.Items("conflicts"))
            to.WriteLine($"  {conflict.Text("one")} and {conflict.Text("other")} would conflict: {string.Join(", ", conflict.Items("files").Select(f => f.GetString()))}");
    }

    private static int Count(JsonElement work, string field) => work.TryGetProperty(field, out var value) ? value.GetInt32() : 0;

    internal static void WriteAgents(TextWriter to, IEnumerable<JsonElement> agents, bool colours, DateTimeOffset now)
    {
        var table = new Table("  AGENT", "ROLE", "STATE", "PROFILE", "PANE", "PID", "STARTS", "UNREAD", "NEXT CHECK-IN", "");
        foreach (var agent in agents)
        {
            var state = agent.Text("state");
            table.Add(
                "  " + agent.Text("name"), agent.Text("role"), new Table.Cell(state, Paint.OfState(state)), agent.Text("profile"), agent.Text("pane_id"),
                agent.Text("pid"), agent.Text("incarnation"), agent.Text("unread"), NextCheckIn(agent, now), Remark(agent, now));
        }
        table.Write(to, colours);
    }

    private static string NextCheckIn(JsonElement agent, DateTimeOffset now) =>
        agent.Object("next_check_in") is { } next && next.Time("next_due") is { } due ? Until(due, now) : "-";

    private static string Remark(JsonElement agent, DateTimeOffset now)
    {
        var parts = new List<string>();
        if (agent.Text("detail") is { Length: > 0 } detail)
            parts.Add(detail);
        if (agent.Time("due") is { } due)
            parts.Add("until " + due.UtcDateTime.ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (agent.Object("report") is { } report)
            parts.Add($"says {report.Text("state")}{(report.Text("text") is { Length: > 0 } text ? $": {text}" : "")}");
        _ = now;
        return string.Join("; ", parts);
    }

    private static string Until(DateTimeOffset due, DateTimeOffset now) => due <= now ? "now" : "in " + Durations.Format(due - now);
}
