using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc task …</c>.</summary>
internal static class TaskCommands
{
    internal static Command Build() => new CommandGroup(
        "task", "A project's tasks: who does what, what waits for what, what is done",
        new TaskAddCommand(),
        new TaskListCommand(),
        new TaskShowCommand(),
        new TaskActionCommand("assign", "Give a task to an agent", "orc task assign T3 developer", agent: true),
        new TaskActionCommand("start", "Say that you begin; one that nobody has becomes yours", "orc task start T3"),
        new TaskActionCommand("block", "Say that it cannot go on, and why", "orc task block T3 \"The API key is missing.\"", words: "What it waits for"),
        new TaskActionCommand("done", "Say that it is committed and done; it is merged, tested and landed", "orc task done T3 \"Prices are rounded.\"", words: "What was done", wordsNeeded: false),
        new TaskActionCommand("reopen", "Say that it is not done after all, and why", "orc task reopen T3 \"Two tests fail.\"", words: "Why"),
        new TaskDependCommand(),
        new TaskResultCommand());

    internal static void Write(TextWriter to, JsonElement task)
    {
        to.WriteLine($"{task.Text("id")}  {task.Text("state")}  {task.Text("title")}");
        foreach (var (label, field) in new[] { ("project", "project"), ("priority", "priority"), ("role", "role"), ("owner", "owner"), ("detail", "detail"), ("commit", "commit"), ("added by", "created_by") })
        {
            if (task.Text(field) is { Length: > 0 } value) to.WriteLine($"  {label}: {value}");
        }
        WriteList(to, "depends on", task.Items("depends_on"));
        WriteList(to, "waits for", task.Items("waits_for"));
        foreach (var criterion in task.Items("criteria")) to.WriteLine($"  checked by: {JsonAnswers.Printable(criterion.GetString() ?? "")}");
        if (task.Object("tests") is { } tests)
            to.WriteLine($"  tests: {(tests.Text("passed") == "true" ? "passed" : "failed")}, says {tests.Text("by")}: {tests.Text("text")}");
        if (task.Text("text") is { Length: > 0 } text) to.WriteLine($"  {text}");
    }

    private static void WriteList(TextWriter to, string label, IEnumerable<JsonElement> items)
    {
        var names = items.Select(i => i.GetString()).ToList();
        if (names.Count > 0) to.WriteLine($"  {label}: {string.Join(", ", names)}");
    }
}
