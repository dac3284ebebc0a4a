using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Permissions;

/// <summary><c>orc permissions explain</c>: which rule decides, of a request that was made or of one that is made up.</summary>
internal sealed class ExplainCommand : OrcCommand
{
    private readonly Argument<string?> _id = new("id") { Description = "A request that waits or was decided, e.g. shop:developer+3", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string> _agent = new("--agent", "-a") { Description = "Instead of an id: who would ask", HelpName = "TARGET" };
    private readonly Option<string> _tool = new("--tool") { Description = "For which tool, e.g. Bash or Edit; left out: only a dialog on the screen is known", HelpName = "TOOL" };
    private readonly Option<string> _command = new("--command", "-c") { Description = "Which shell command it would run", HelpName = "COMMAND" };
    private readonly Option<string> _path = new("--path") { Description = "Which file it would name", HelpName = "FILE" };

    internal ExplainCommand()
        : base(
            "explain", "Say which rule decides a request, and why; nothing is done",
            "orc permissions explain shop:developer+3",
            "orc permissions explain --agent shop:developer --tool Bash --command 'git push && rm -rf build'")
    {
        Add(_id);
        foreach (Option option in (Option[])[_agent, _tool, _command, _path])
            Add(option);
    }

    protected override int Run(Invocation call)
    {
        if ((call.Optional(_id) is null) == (call.Value(_agent) is null))
            throw CommandFailure.Usage("Either a request's id or --agent says what is to be explained.", "Those that wait: orc permissions list");
        var request = new ExplainPermissionRequest(call.Optional(_id), call.Value(_agent), call.Value(_tool), call.Value(_command), call.Value(_path));
        var answer = call.Daemon.Post("/v1/permissions/explain", request, ApiJson.Default.ExplainPermissionRequest, Repeat.Safe);
        return call.Answer(answer, to => Write(to, answer, call.Output.Colours));
    }

    private static void Write(TextWriter to, JsonElement answer, bool colours)
    {
        if (answer.Text("outcome") is { Length: > 0 } outcome) to.WriteLine($"What became of it: {outcome}.");
        to.WriteLine($"By the rules: {answer.Text("decision")}; {answer.Text("reason")}.");
        if (!answer.Items("rules").Any()) return;
        var table = new Table("RULE", "ABOUT IT", "SAYS");
        foreach (var rule in answer.Items("rules"))
            table.Add(rule.Text("number"), rule.Text("match"), rule.Text("rule"));
        table.Write(to, colours);
    }
}
