using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Messages;

/// <summary><c>orc send</c>: one message to one agent, stored before it is accepted.</summary>
internal sealed class SendCommand : OrcCommand
{
    private static readonly TimeSpan DefaultWait = TimeSpan.FromMinutes(1);

    private readonly Argument<string> _target = new("target") { Description = "project:agent, project (its project manager), orchestrator, or user" };
    private readonly Argument<string[]> _text = new("text") { Description = "The message; words are joined by blanks", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _file = new("--file", "-f") { Description = "Take the text from a file, or from standard input with -", HelpName = "FILE" };
    private readonly Option<string> _from = new("--from") { Description = "Write in this agent's name", HelpName = "TARGET" };
    private readonly Option<string?> _wait = new("--wait", "-w")
    {
        Description = "Wait until it is delivered, at most so long (default: 1m; a bare number is seconds)",
        HelpName = "DURATION",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _urgent = new("--urgent") { Description = "Deliver it before all that are not urgent, and interrupt a turn for it where the CLI allows" };

    internal SendCommand()
        : base(
            "send", "Send a message to an agent: it is stored, then delivered exactly once",
            "orc send shop:developer \"Use the new price list.\"",
            "orc send shop --file notes.md --wait=30s",
            "git diff | orc send shop:reviewer --file -")
    {
        Add(_target);
        Add(_text);
        foreach (Option option in (Option[])[_file, _from, _wait, _urgent])
            Add(option);
    }

    /// <summary>A bare <c>--wait</c> takes the next word only when that is a duration; else it belongs to the text.</summary>
    internal static string[] WithWaitLimit(string[] args)
    {
        var options = Array.IndexOf(args, "--") is var end and >= 0 ? end : args.Length;
        var at = Array.FindIndex(args, 0, options, a => a is "--wait" or "-w");
        if (!args.Contains("send") || at < 0 || (at + 1 < args.Length && Durations.TryParse(args[at + 1], TimeSpan.FromSeconds(1), out _)))
            return args;
        return [.. args[..at], "--wait=" + Durations.Format(DefaultWait), .. args[(at + 1)..]];
    }

    protected override int Run(Invocation call)
    {
        var wait = Wait(call);
        var words = call.Optional(_text) ?? [];
        var request = new SendRequest(
            call.Value(_target), Invocation.TextOf(words, call.Value(_file)), RequestKey.New(), call.Value(_from), call.Value(_urgent), wait?.TotalSeconds);
        var answer = call.Daemon.Post("/v1/messages", request, ApiJson.Default.SendRequest, Repeat.Safe);
        var message = answer.Object("message") ?? default;
        if (message.Text("state") == "refused")
            throw CommandFailure.Refused($"{message.Text("id")} was refused: {message.Text("reason")}");
        if (wait is { } limit && message.Text("state") != "delivered")
        {
            throw CommandFailure.TimedOut(
                $"{message.Text("id")} is stored but not delivered after {Durations.Format(limit)}; it is {message.Text("state")}.",
                $"It is delivered as soon as the agent can take it: orc agent show {message.Text("to")}");
        }
        return call.Answer(answer, to => to.WriteLine($"{message.Text("id")}  {message.Text("state")}"));
    }

    private TimeSpan? Wait(Invocation call)
    {
        if (!call.Has(_wait)) return null;
        if (call.Value(_wait) is not { } text) return DefaultWait;
        return Durations.TryParse(text, TimeSpan.FromSeconds(1), out var limit)
            ? limit
            : throw CommandFailure.Usage($"\"{text}\" is no duration for --wait.", "Write for example --wait=30s, or --wait at the end of the line.");
    }
}
