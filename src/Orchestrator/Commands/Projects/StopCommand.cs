using Orchestrator.Api.Client;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Projects;

/// <summary><c>orc stop</c>: ends a project's windows and keeps everything stored.</summary>
internal sealed class StopCommand : OrcCommand
{
    private readonly Argument<string> _project = new("project") { Description = "The project's name" };

    internal StopCommand()
        : base("stop", "End a project's windows; everything stored stays", "orc stop shop") => Add(_project);

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Post($"/v1/projects/{Uri.EscapeDataString(call.Value(_project))}/stop", Repeat.Safe);
        return call.Answer(answer, to => to.WriteLine($"{call.Value(_project)} is stopped. Start it again: orc resume {call.Value(_project)}"));
    }
}
