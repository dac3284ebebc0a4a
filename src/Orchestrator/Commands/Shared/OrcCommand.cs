using System.CommandLine;

namespace Orchestrator.Commands.Shared;

/// <summary>One verb: its arguments and options, its help with examples, and what it does.</summary>
internal abstract class OrcCommand : Command
{
    protected OrcCommand(string name, string description, params IReadOnlyList<string> examples)
        : base(name, description)
    {
        Examples = examples;
        SetAction(parse => Invocation.Run(parse, PathOf(parse.CommandResult.Command), Run));
    }

    /// <summary>Complete command lines that work.</summary>
    internal IReadOnlyList<string> Examples { get; }

    /// <summary>Does it. Everything is synchronous: a command that waits has nothing else to do, and starts quicker.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandFailure">It was not done.</exception>
    protected abstract int Run(Invocation call);

    /// <summary>A command's name with those of the groups it stands in, e.g. <c>agent add</c>.</summary>
    internal static string PathOf(Command command)
    {
        var path = command is RootCommand ? "" : command.Name;
        for (var parent = Parent(command); parent is not (null or RootCommand); parent = Parent(parent))
            path = $"{parent.Name} {path}";
        return path;
    }

    private static Command? Parent(Command command) => command.Parents.OfType<Command>().FirstOrDefault();
}

/// <summary>A group of verbs, e.g. <c>agent</c>, that does nothing by itself.</summary>
internal sealed class CommandGroup : Command
{
    internal CommandGroup(string name, string description, params IEnumerable<Command> verbs)
        : base(name, description)
    {
        foreach (var verb in verbs)
            Add(verb);
    }
}
