using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc task list</c>.</summary>
internal sealed class TaskListCommand : OrcCommand
{
    private readonly Option<string> _project = new("--project", "-p") { Description = "Only this project's (default for an agent: its own)", HelpName = "NAME" };
    private readonly Option<string> _state = new("--state") { Description = "Only those in this state: queued, ready, assigned, started, blocked, merging, done", HelpName = "STATE" };

    internal TaskListCommand()
        : base("list", "The tasks, in the order added", "orc task list", "orc task list --project shop --state ready --json")
    {
        Add(_project);
        Add(_state);
    }

    protected override int Run(Invocation call)
    {
        var project = call.Value(_project) ?? Environment.GetEnvironmentVariable("ORC_PROJECT");
        var query = new[] { ("project", project), ("state", call.Value(_state)) }.Where(q => !string.IsNullOrEmpty(q.Item2)).Select(q => $"{q.Item1}={Uri.EscapeDataString(q.Item2!)}").ToList();
        var answer = call.Daemon.Get("/v1/tasks" + (query.Count > 0 ? "?" + string.Join('&', query) : ""));
        var tasks = answer.Items("tasks").ToList();
        return call.Answer(answer, to =>
        {
            if (tasks.Count == 0) to.WriteLine("No tasks. Add one: orc task add \"Price list\"");
            var table = new Table("PROJECT", "TASK", "STATE", "PRIORITY", "OWNER", "WAITS FOR", "TITLE");
            foreach (var task in tasks)
            {
                table.Add(
                    task.Text("project"), task.Text("id"), task.Text("state"), task.Text("priority"), task.Text("owner"),
                    string.Join(", ", task.Items("waits_for").Select(w => w.GetString())), task.Text("title"));
            }
            if (tasks.Count > 0) table.Write(to, call.Output.Colours);
        });
    }
}
