using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Panes;

/// <summary><c>orc pane list</c>, <c>find</c> and <c>count</c>: the same search, shown in its own way.</summary>
internal sealed class PaneListCommand : OrcCommand
{
    private readonly Argument<string?> _session = new("session") { Description = "The session's name (default: all)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _text = new("text") { Description = "In its label, command, window or title, or its id", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string>[] _fields =
    [
        new("--label", "-l") { Description = "With this label; * stands for any text", HelpName = "LABEL" },
        new("--command", "-c") { Description = "In which this program has the terminal", HelpName = "NAME" },
        new("--state") { Description = "idle (its shell waits), running or exited", HelpName = "STATE" },
        new("--window", "-w") { Description = "In this window", HelpName = "NAME" },
        new("--dir", "-d") { Description = "In this directory or below", HelpName = "DIR" },
    ];

    private readonly bool _counts;

    internal PaneListCommand(string name, string description, params IReadOnlyList<string> examples)
        : base(name, description, examples)
    {
        _counts = name == "count";
        Add(_session);
        Add(_text);
        foreach (var field in _fields) Add(field);
    }

    protected override int Run(Invocation call)
    {
        if (call.Value(_fields[2]) is { } state && state is not ("idle" or "running" or "exited"))
            throw CommandFailure.Usage($"\"{state}\" is no state of a pane.", "Write idle, running or exited.");
        var answer = call.Daemon.Get("/v1/panes" + CommonArguments.Query(
        [
            ("session", call.Optional(_session)),
            ("text", call.Optional(_text)),
            .. _fields.Select(f => (f.Name[2..], f.Name == "--dir" && call.Value(f) is { } directory ? Path.GetFullPath(directory) : call.Value(f))),
        ]));
        return call.Answer(answer, to =>
        {
            if (_counts) to.WriteLine(answer.Text("count"));
            else PaneText.Write(to, answer.Items("panes"), call.Output.Colours);
        });
    }
}
