using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Globalization;

namespace Orchestrator.Commands.Panes;

/// <summary><c>orc pane capture</c>: what the screen shows.</summary>
internal sealed class PaneCaptureCommand : PaneCommand
{
    private readonly Option<int?> _lines = new("--lines", "-n") { Description = "The last so many lines, also those that have scrolled off (default: the screen)", HelpName = "N" };
    private readonly Option<bool> _all = new("--all", "-a") { Description = "The screen and all that is kept of what has scrolled off" };
    private readonly Option<bool> _escapes = new("--escapes", "-e") { Description = "With colours, as escape sequences" };
    private readonly Option<bool> _join = new("--join", "-J") { Description = "Join lines that were wrapped at the edge" };

    internal PaneCaptureCommand()
        : base("capture", "Print what a pane shows", "orc pane capture dev build --lines 50", "orc pane capture dev build --all --json")
    {
        foreach (Option option in (Option[])[_lines, _all, _escapes, _join])
            Add(option);
    }

    protected override int Run(Invocation call)
    {
        if (call.Value(_lines) is < 1)
            throw CommandFailure.Usage($"{call.Value(_lines)} lines cannot be shown.", "Write a number from 1 on, or leave --lines out for the screen.");
        var answer = call.Daemon.Get(Address(call) + "/screen" + CommonArguments.Query(
            ("lines", call.Value(_all) ? "all" : call.Value(_lines)?.ToString(CultureInfo.InvariantCulture)),
            ("escapes", call.Value(_escapes) ? "true" : null),
            ("join", call.Value(_join) ? "true" : null)));
        return call.Answer(answer, to => to.WriteLine(answer.GetProperty("output").GetString()));
    }
}

/// <summary><c>orc pane has-pattern</c>: whether something stands on the screen or above it.</summary>
internal sealed class PaneHasPatternCommand : PaneCommand
{
    private readonly Argument<string> _pattern = new("regex") { Description = "A regular expression; ^ and $ are those of a line" };
    private readonly Option<int?> _lines = new("--lines", "-n") { Description = "In the last so many lines (default: all that are kept)", HelpName = "N" };
    private readonly Option<bool> _check = new("--check") { Description = "Exit with 1 when it is not there" };

    internal PaneHasPatternCommand()
        : base("has-pattern", "Look for a pattern on the screen and in the history", "orc pane has-pattern dev server 'listening on :[0-9]+' --check")
    {
        Add(_pattern);
        Add(_lines);
        Add(_check);
    }

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Post(Address(call) + "/search", new PatternRequest(call.Value(_pattern), call.Value(_lines)), SessionJson.Default.PatternRequest, Repeat.Safe);
        var matched = answer.GetProperty("matched").GetBoolean();
        var done = call.Answer(answer, to => to.WriteLine(matched ? answer.Text("line") : "It is not there."));
        return call.Value(_check) && !matched ? ExitCode.Failed : done;
    }
}
