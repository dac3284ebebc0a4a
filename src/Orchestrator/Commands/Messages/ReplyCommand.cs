using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Messages;

/// <summary><c>orc reply</c>: answers a message by its number in the header line.</summary>
internal sealed class ReplyCommand : OrcCommand
{
    private readonly Argument<string> _id = new("id") { Description = "The message's id, e.g. shop:developer#17" };
    private readonly Argument<string[]> _text = new("text") { Description = "The answer", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _file = new("--file", "-f") { Description = "Take the text from a file, or from standard input with -", HelpName = "FILE" };

    internal ReplyCommand()
        : base("reply", "Answer a message: goes to whoever wrote it", "orc reply 'shop:developer#17' \"Done, see commit 4f2a.\"")
    {
        Add(_id);
        Add(_text);
        Add(_file);
    }

    protected override int Run(Invocation call)
    {
        var request = new ReplyRequest(call.Value(_id), Invocation.TextOf(call.Optional(_text) ?? [], call.Value(_file)), RequestKey.New());
        var answer = call.Daemon.Post("/v1/replies", request, ApiJson.Default.ReplyRequest, Repeat.Safe);
        var message = answer.Object("message") ?? default;
        return call.Answer(answer, to => to.WriteLine($"{message.Text("id")}  {message.Text("state")}"));
    }
}
