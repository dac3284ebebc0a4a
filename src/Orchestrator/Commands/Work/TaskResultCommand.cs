using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc task result</c>: what the tests say of a task, told to its owner at once.</summary>
internal sealed class TaskResultCommand : OrcCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The task: T3, or shop:T3" };
    private readonly Argument<string[]> _words = new("text") { Description = "What was run, what fails", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _passed = new("--passed") { Description = "It holds" };
    private readonly Option<bool> _failed = new("--failed") { Description = "It does not; a task that was done is open again" };
    private readonly Option<string> _project = ProjectChoice.Option();

    internal TaskResultCommand()
        : base("result", "Say what the tests say of a task; its owner is told at once", "orc task result T3 --failed \"test_prices: 2 of 7\"")
    {
        Add(_id);
        Add(_words);
        Add(_passed);
        Add(_failed);
        Add(_project);
    }

    protected override int Run(Invocation call)
    {
        if (call.Value(_passed) == call.Value(_failed)) throw CommandFailure.Usage("Exactly one of --passed and --failed says how it went.");
        var (project, id) = ProjectChoice.OfTask(call, call.Value(_id), call.Value(_project));
        var request = new TaskActionRequest(Text: Invocation.TextOf(call.Value(_words), null), Passed: call.Value(_passed));
        var answer = call.Daemon.Post(ProjectChoice.Path(project, $"tasks/{Uri.EscapeDataString(id)}/result"), request, ApiJson.Default.TaskActionRequest, Repeat.Unsafe);
        return call.Answer(answer, to => TaskCommands.Write(to, answer.GetProperty("task")));
    }
}
