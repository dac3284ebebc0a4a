namespace Orchestrator.Agents.Tasks;

/// <summary>Who gets which task: by role, load and turn. Pure.</summary>
internal static class Assignment
{
    /// <summary>The role of a task for which nobody names one.</summary>
    internal const string UsualRole = "developer";

    /// <summary>The next task to give and to whom; <c>null</c> when there is none that can be given now.</summary>
    internal static (TaskItem Task, TeamMate Owner)? Next(TaskBoard board, IReadOnlyList<TeamMate> team, TaskRules rules)
    {
        foreach (var task in board.Ready.OrderBy(t => t.Priority).ThenBy(t => board.Tasks.IndexOf(t)))
        {
            if (Choose(board, task, team, rules) is { } owner) return (task, owner);
        }
        return null;
    }

    /// <summary>Whether the team has somebody for a role, up or not.</summary>
    internal static bool HasRole(IEnumerable<TeamMate> team, string role) => team.Any(m => m.Role == role);

    /// <summary>One of a role in its turn; <c>null</c> when nobody of that role is up.</summary>
    internal static TeamMate? InTurn(TaskBoard board, string role, IReadOnlyList<TeamMate> team, AgentName? not = null)
    {
        var mates = team.Where(m => m.IsUp && m.Role == role && m.Name != not).ToList();
        return mates.Count == 0 ? null : mates.MinBy(m => (board.LoadOf(m.Name), Turn(board, role, m, mates)));
    }

    private static TeamMate? Choose(TaskBoard board, TaskItem task, IReadOnlyList<TeamMate> team, TaskRules rules)
    {
        var role = task.Role ?? (HasRole(team, UsualRole) ? UsualRole : null);
        var mates = team.Where(m => m.IsUp && m.Name != AgentName.ProjectManager && (role is null || m.Role == role)).ToList();
        var most = task.Priority switch
        {
            TaskPriority.Critical => int.MaxValue,
            TaskPriority.Low => 1,
            _ => rules.OpenPerAgent,
        };
        return mates.Where(m => board.LoadOf(m.Name) < most).MinBy(m => (board.LoadOf(m.Name), Turn(board, role ?? "", m, mates)));
    }

    // Who was given one last comes last.
    private static int Turn(TaskBoard board, string role, TeamMate mate, List<TeamMate> mates)
    {
        var last = board.LastOwners.TryGetValue(role, out var name) ? mates.FindIndex(m => m.Name == name) : -1;
        var at = mates.IndexOf(mate);
        return at > last ? at - last : at - last + mates.Count;
    }
}
