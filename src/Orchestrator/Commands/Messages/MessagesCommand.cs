using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Commands.Messages;

/// <summary><c>orc messages</c>: the history, both ways.</summary>
internal sealed class MessagesCommand : OrcCommand
{
    private const int MaxLimit = 10_000;

    private readonly Argument<string?> _target = new("target")
    {
        Description = "Only what project:agent wrote or got; a project's name alone: all of its agents",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<int> _limit = new("--limit", "-n") { Description = "The newest so many", HelpName = "N", DefaultValueFactory = _ => 50 };
    private readonly Option<bool> _follow = new("--follow") { Description = "Go on, and show every new message and every change of state" };

    internal MessagesCommand()
        : base("messages", "The messages so far, newest last", "orc messages shop:developer --limit 20", "orc messages --follow")
    {
        Add(_target);
        Add(_limit);
        Add(_follow);
    }

    protected override int Run(Invocation call)
    {
        var limit = call.Value(_limit);
        if (limit is < 0 or > MaxLimit)
            throw CommandFailure.Usage($"--limit {limit} is out of range.", $"Write 0 to {MaxLimit}.");
        var query = "?limit=" + limit.ToString(CultureInfo.InvariantCulture);
        if (call.Optional(_target) is { } target) query += "&target=" + Uri.EscapeDataString(target);
        if (!call.Value(_follow))
        {
            var answer = call.Daemon.Get("/v1/messages" + query);
            return call.Answer(answer, to =>
            {
                foreach (var message in answer.Items("messages"))
                    MessageText.Write(to, message, call.Output.Colours);
            });
        }
        call.Daemon.EnsureStarted();
        foreach (var line in call.Daemon.Follow("/v1/messages/follow" + query))
        {
            using var message = JsonDocument.Parse(line);
            if (call.Output.Json)
                call.Output.StreamObject(call.Command, message.RootElement);
            else
                MessageText.Write(call.Output.People, message.RootElement.GetProperty("message"), call.Output.Colours);
            call.Output.People.Flush();
        }
        throw CommandFailure.Unreachable("The daemon ended.", "Any command starts it again: orc messages --follow");
    }
}
