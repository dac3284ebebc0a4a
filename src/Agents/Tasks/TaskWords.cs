using System.Text.Json;

namespace Orchestrator.Agents.Tasks;

/// <summary>States as words for people and programs.</summary>
public static class TaskWords
{
    /// <summary>A task's state: <c>queued</c> while it waits for others, <c>ready</c> once it does not, then as stored.</summary>
    public static string Of(TaskBoard board, TaskItem task)
    {
        ArgumentNullException.ThrowIfNull(board);
        ArgumentNullException.ThrowIfNull(task);
        return board.IsReady(task) ? "ready" : JsonNamingPolicy.SnakeCaseLower.ConvertName(task.State.ToString());
    }
}
