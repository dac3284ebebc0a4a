using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Messages;

/// <summary><c>orc broadcast</c>: one message to every agent of a project, or to all.</summary>
internal sealed class BroadcastCommand : OrcCommand
{
    private readonly Argument<string[]> _words = new("project> <text") { Description = "The project, then the text; with --all only the text", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _all = new("--all") { Description = "Every agent of every project" };
    private readonly Option<string> _file = new("--file", "-f") { Description = "Take the text from a file, or from standard input with -", HelpName = "FILE" };
    private readonly Option<string> _from = new("--from") { Description = "Write in this agent's name", HelpName = "TARGET" };
    private readonly Option<bool> _urgent = new("--urgent") { Description = "Deliver it before all that are not urgent, and interrupt a turn for it where the CLI allows" };

    internal BroadcastCommand()
        : base(
            "broadcast", "Send a message to every agent of a project, or to all",
            "orc broadcast shop \"Commit what you have.\"", "orc broadcast --all \"The machine restarts at noon.\"")
    {
        Add(_words);
        foreach (Option option in (Option[])[_all, _file, _from, _urgent])
            Add(option);
    }

    protected override int Run(Invocation call)
    {
        var words = call.Optional(_words) ?? [];
        var all = call.Value(_all);
        if (!all && words.Length == 0)
            throw CommandFailure.Usage("No project is named.", "Write: orc broadcast PROJECT TEXT, or orc broadcast --all TEXT");
        var request = new BroadcastRequest(
            Invocation.TextOf(all ? words : words[1..], call.Value(_file)), RequestKey.New(), all ? null : words[0], all, call.Value(_from), call.Value(_urgent));
        var answer = call.Daemon.Post("/v1/broadcasts", request, ApiJson.Default.BroadcastRequest, Repeat.Safe);
        return call.Answer(answer, to =>
        {
            foreach (var message in answer.Items("messages"))
                to.WriteLine($"{message.Text("id")}  {message.Text("state")}");
        });
    }
}
