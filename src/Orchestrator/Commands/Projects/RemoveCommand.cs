using Orchestrator.Api.Client;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Projects;

/// <summary><c>orc remove</c>: forgets a stopped project; its directory stays.</summary>
internal sealed class RemoveCommand : OrcCommand
{
    private readonly Argument<string> _project = new("project") { Description = "The project's name" };

    internal RemoveCommand()
        : base("remove", "Forget a stopped project; its directory and its history stay", "orc remove shop") => Add(_project);

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Delete($"/v1/projects/{Uri.EscapeDataString(call.Value(_project))}", Repeat.Unsafe);
        return call.Answer(answer, to => to.WriteLine($"{call.Value(_project)} is removed; {answer.Object("project")?.Text("directory")} stays as it is."));
    }
}
