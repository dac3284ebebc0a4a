using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc task depend</c>: a task waits for others too.</summary>
internal sealed class TaskDependCommand : OrcCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The task: T3, or shop:T3" };
    private readonly Option<string[]> _on = new("--on") { Description = "What must be done before: T1, bank:T1 of another project, or bank for all of that", HelpName = "TASK", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _drop = new("--drop") { Description = "What is no longer waited for", HelpName = "TASK", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _project = ProjectChoice.Option();

    internal TaskDependCommand()
        : base("depend", "Make a task wait for others; a cycle is refused", "orc task depend T3 --on T1 bank:T2", "orc task depend T3 --drop bank:T2")
    {
        Add(_id);
        Add(_on);
        Add(_drop);
        Add(_project);
    }

    protected override int Run(Invocation call)
    {
        var (project, id) = ProjectChoice.OfTask(call, call.Value(_id), call.Value(_project));
        var (on, drop) = (call.Value(_on) ?? [], call.Value(_drop) ?? []);
        if (on.Length + drop.Length == 0) throw CommandFailure.Usage("It is not said what for.", "Write --on T1, or --drop T1.");
        var answer = on.Length > 0 ? Post("depend", on) : default;
        if (drop.Length > 0) answer = Post("drop", drop);
        return call.Answer(answer, to => TaskCommands.Write(to, answer.GetProperty("task")));

        JsonElement Post(string action, string[] names) => call.Daemon.Post(
            ProjectChoice.Path(project, $"tasks/{Uri.EscapeDataString(id)}/{action}"), new TaskActionRequest(DependsOn: names), ApiJson.Default.TaskActionRequest, Repeat.Safe);
    }
}
