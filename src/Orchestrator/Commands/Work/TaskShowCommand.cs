using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc task show</c>.</summary>
internal sealed class TaskShowCommand : OrcCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The task: T3, or shop:T3" };
    private readonly Option<string> _project = ProjectChoice.Option();

    internal TaskShowCommand()
        : base("show", "One task in full", "orc task show T3")
    {
        Add(_id);
        Add(_project);
    }

    protected override int Run(Invocation call)
    {
        var (project, id) = ProjectChoice.OfTask(call, call.Value(_id), call.Value(_project));
        var answer = call.Daemon.Get(ProjectChoice.Path(project, $"tasks/{Uri.EscapeDataString(id)}"));
        return call.Answer(answer, to => TaskCommands.Write(to, answer.GetProperty("task")));
    }
}
