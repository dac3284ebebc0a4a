using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Orchestrator.Commands.Shared;

/// <summary>A command's help, with its examples below.</summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help = new();

    public override int Invoke(ParseResult parseResult)
    {
        var done = _help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var examples = ExamplesOf(command).ToList();
        if (examples.Count == 0) return done;
        var to = parseResult.InvocationConfiguration.Output;
        to.WriteLine(examples.Count == 1 ? "Example:" : "Examples:");
        foreach (var example in examples)
            to.WriteLine($"  {example}");
        to.WriteLine();
        return done;
    }

    private static IEnumerable<string> ExamplesOf(Command command) => command switch
    {
        OrcCommand verb => verb.Examples,
        RootCommand => ["orc launch --spec spec.md --project .", "orc status"],
        _ => command.Subcommands.SelectMany(ExamplesOf).Take(4),
    };
}
