using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Panes;

/// <summary><c>orc pane metadata set</c>.</summary>
internal sealed class PaneMetadataSetCommand : PaneCommand
{
    private readonly Argument<string> _key = new("key") { Description = "Letters, digits, - and _" };
    private readonly Argument<string> _value = new("value") { Description = "Any text" };

    internal PaneMetadataSetCommand()
        : base("set", "Note something on a pane", "orc pane metadata set dev build owner alice")
    {
        Add(_key);
        Add(_value);
    }

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Post(
            $"{Address(call)}/metadata/{Uri.EscapeDataString(call.Value(_key))}", new MetadataRequest(call.Value(_value)), SessionJson.Default.MetadataRequest, Repeat.Safe);
        return call.Answer(answer, to => to.WriteLine($"{call.Value(_key)} is noted on {Pane(call)}."));
    }
}

/// <summary><c>orc pane metadata get</c>: one value, or all of them.</summary>
internal sealed class PaneMetadataGetCommand : PaneCommand
{
    private readonly Argument<string?> _key = new("key") { Description = "Which (default: all)", Arity = ArgumentArity.ZeroOrOne };

    internal PaneMetadataGetCommand()
        : base("get", "What is noted on a pane", "orc pane metadata get dev build owner", "orc pane metadata get dev build --json") => Add(_key);

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Get(Address(call) + "/metadata" + (call.Optional(_key) is { } key ? "/" + Uri.EscapeDataString(key) : ""));
        return call.Answer(answer, to =>
        {
            if (answer.TryGetProperty("value", out var value)) to.WriteLine(value.GetString());
            else foreach (var one in answer.GetProperty("metadata").EnumerateObject()) to.WriteLine($"{one.Name}={one.Value.GetString()}");
        });
    }
}
