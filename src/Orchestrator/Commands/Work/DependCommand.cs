using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Projects;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc depend</c>: a whole project waits for others.</summary>
internal sealed class DependCommand : OrcCommand
{
    private readonly Argument<string> _project = new("project") { Description = "Which project is to wait" };
    private readonly Option<string[]> _on = new("--on") { Description = "What must be done before any of its tasks is begun: bank for all of a project, bank:T1 for one task", HelpName = "PROJECT", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _drop = new("--drop") { Description = "What is no longer waited for", HelpName = "PROJECT", AllowMultipleArgumentsPerToken = true };

    internal DependCommand()
        : base("depend", "Make a project wait for others; a cycle is refused", "orc depend shop --on bank", "orc depend shop --on bank:T4 --drop bank")
    {
        Add(_project);
        Add(_on);
        Add(_drop);
    }

    protected override int Run(Invocation call)
    {
        var (on, drop) = (call.Value(_on) ?? [], call.Value(_drop) ?? []);
        if (on.Length + drop.Length == 0) throw CommandFailure.Usage("It is not said what for.", "Write --on bank, or --drop bank.");
        var answer = call.Daemon.Post(ProjectChoice.Path(call.Value(_project), "dependencies"), new DependenciesRequest(on, drop), ApiJson.Default.DependenciesRequest, Repeat.Safe);
        return call.Answer(answer, to => ProjectText.Write(to, answer.GetProperty("project"), call.Output.Colours, TimeProvider.System.GetUtcNow()));
    }
}
