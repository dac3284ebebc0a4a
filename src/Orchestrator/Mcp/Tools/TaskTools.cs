using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.Text.Json;
using System.Text.Json.Nodes;
using static Orchestrator.Mcp.ToolParameter;

namespace Orchestrator.Mcp.Tools;

/// <summary>The project's tasks: added, seen, begun, stopped, finished.</summary>
internal static class TaskTools
{
    private static readonly ToolParameter Project = Text("project", "The project; your own when left out.");
    private static readonly ToolParameter Id = Text("id", "The task's id, as list_tasks shows it.", required: true);

    internal static IReadOnlyList<McpTool> All { get; } =
    [
        new(
            "create_task", "Create a task",
            "Put work that has to be done into the project's list of tasks, where it is assigned by role and load, waits for what it depends on, and is not forgotten. "
            + "Comes back at once with the task's id. One task is one thing that one agent finishes and that can be checked; look at list_tasks first, so that it is not there twice. "
            + "For a question or a word to a colleague use send_message instead.",
            [
                Text("title", "One line that says what is to be reached.", required: true),
                Text("text", "All that its owner needs: it does not see your screen.", maxLength: 50_000),
                Text("role", "The role that is wanted, e.g. developer, tester, reviewer."),
                Text("owner", "Who is to have it at once; only for those who steer the team, and for yourself."),
                new("priority", ToolValue.Text, "critical, high, normal or low; normal when left out.") { OneOf = ["critical", "high", "normal", "low"] },
                new("depends_on", ToolValue.Texts, "Ids of tasks that have to be done first; those of other projects as project:id.") { Range = (0, 100) },
                new("criteria", ToolValue.Texts, "How it will be checked, a sentence each.") { Range = (0, 50), MaxLength = 1000 },
                Project,
                Key,
            ],
            ToolEffect.Adds,
            Create),
        new(
            "list_tasks", "List tasks",
            "The project's tasks with their states, owners and what they wait for. Use it before you create one, and to see what is yours.",
            [
                Project,
                new("state", ToolValue.Text, "Only those in this state.") { OneOf = ["queued", "ready", "assigned", "started", "blocked", "merging", "done"] },
                Switch("mine", "Only your own."),
            ],
            ToolEffect.Reads,
            List),
        new(
            "start_task", "Start a task",
            "Say that you begin a task of yours; one that nobody has becomes yours.",
            [Id, Project],
            ToolEffect.Sets,
            call => Act(call, "start", new TaskActionRequest())),
        new(
            "block_task", "Block a task",
            "Say that a task of yours cannot go on, and what it needs. Your project manager is told.",
            [Id, Text("why", "What it needs, and from whom.", required: true, maxLength: 10_000), Project],
            ToolEffect.Sets,
            call => Act(call, "block", new TaskActionRequest(Text: call.Arguments.Needed("why")))),
        new(
            "complete_task", "Complete a task",
            "Say that a task of yours is done. Commit everything first: its commits then go into the merge queue, are tested and landed, and you are told what became of them. "
            + "Only when its criteria are met and you have checked them yourself.",
            [Id, Text("summary", "What was done and how it was checked.", maxLength: 10_000), Project],
            ToolEffect.Sets,
            call => Act(call, "done", new TaskActionRequest(Text: call.Arguments.Text("summary")))),
    ];

    private static JsonObject Create(ToolCall call)
    {
        var request = new AddTaskRequest(
            call.Key, call.Arguments.Needed("title"), call.Arguments.Text("text"), call.Arguments.Text("role"), call.Arguments.Text("owner"), call.Arguments.Text("priority"),
            call.Arguments.Texts("depends_on"), call.Arguments.Texts("criteria"));
        var answer = call.Daemon.Post($"/v1/projects/{ToolCall.Escaped(call.ProjectOf("project"))}/tasks", request, ApiJson.Default.AddTaskRequest, Repeat.Safe);
        return new JsonObject { ["task"] = Shown(answer.GetProperty("task")) };
    }

    private static JsonObject List(ToolCall call)
    {
        var answer = call.Daemon.Get("/v1/tasks" + CommonArguments.Query(("project", call.ProjectOf("project")), ("state", call.Arguments.Text("state"))));
        var tasks = answer.GetProperty("tasks").EnumerateArray();
        var own = call.Caller.Agent?.Agent?.Value;
        return new JsonObject { ["tasks"] = new JsonArray([.. tasks.Where(t => !call.Arguments.Switch("mine") || t.Text("owner") == own).Select(Shown)]) };
    }

    private static JsonObject Act(ToolCall call, string action, TaskActionRequest request)
    {
        var path = $"/v1/projects/{ToolCall.Escaped(call.ProjectOf("project"))}/tasks/{ToolCall.Escaped(call.Arguments.Needed("id"))}/{action}";
        return new JsonObject { ["task"] = Shown(call.Daemon.Post(path, request, ApiJson.Default.TaskActionRequest, Repeat.Safe).GetProperty("task")) };
    }

    private static JsonObject Shown(JsonElement task) =>
        ToolCall.Some(task, "id", "project", "title", "text", "role", "owner", "priority", "state", "depends_on", "waits_for", "criteria", "detail", "tests", "commit");
}
