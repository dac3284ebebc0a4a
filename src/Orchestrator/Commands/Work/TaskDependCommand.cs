using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc task depend</c>: a task waits for others too.</summary>
internal sealed class TaskDependCommand : OrcCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The task: T3, or shop:T3" };
    private readonly Option<string[]> _on = new("--on") { Description = "What must be done before: T1, or bank:T1 of another project", HelpName = "TASK", Required = true, AllowMultipleArgumentsPerToken = true };
    private readonly Option<string> _project = ProjectChoice.Option();

    internal TaskDependCommand()
        : base("depend", "Make a task wait for others; a cycle is refused", "orc task depend T3 --on T1 bank:T2")
    {
        Add(_id);
        Add(_on);
        Add(_project);
    }

    protected override int Run(Invocation call)
    {
        var (project, id) = ProjectChoice.OfTask(call, call.Value(_id), call.Value(_project));
        var answer = call.Daemon.Post(
            ProjectChoice.Path(project, $"tasks/{Uri.EscapeDataString(id)}/depend"), new TaskActionRequest(DependsOn: call.Value(_on)), ApiJson.Default.TaskActionRequest, Repeat.Safe);
        return call.Answer(answer, to => TaskCommands.Write(to, answer.GetProperty("task")));
    }
}
