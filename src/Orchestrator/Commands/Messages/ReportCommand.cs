using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Messages;

/// <summary><c>orc report</c>: an agent says how it stands; who it is comes from its environment.</summary>
internal sealed class ReportCommand : OrcCommand
{
    private static readonly string[] States = ["working", "blocked", "done"];

    private readonly Option<string> _state = new("--state", "-s") { Description = "working, blocked or done", HelpName = "STATE", Required = true };
    private readonly Argument<string[]> _text = new("text") { Description = "What there is to say", Arity = ArgumentArity.ZeroOrMore };

    internal ReportCommand()
        : base("report", "For agents: say how you stand", "orc report --state done \"All tests pass.\"")
    {
        _state.AcceptOnlyFromAmong(States);
        Add(_state);
        Add(_text);
    }

    protected override int Run(Invocation call)
    {
        var words = call.Optional(_text) ?? [];
        var request = new ReportRequest(call.Value(_state)!, words.Length == 0 ? null : Invocation.TextOf(words, null));
        var answer = call.Daemon.Post("/v1/reports", request, ApiJson.Default.ReportRequest, Repeat.Safe);
        return call.Answer(answer, to => to.WriteLine($"{answer.Object("report")?.Text("target")} reported {request.State}."));
    }
}
