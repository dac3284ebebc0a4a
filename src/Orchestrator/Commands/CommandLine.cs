using Orchestrator.Commands.Messages;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Reflection;

namespace Orchestrator.Commands;

/// <summary>From the words of a command line to the command's exit code. Builds only the command that was asked for.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Syntax = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>The program's version, e.g. <c>0.1.0</c>.</summary>
    internal static string Version =>
        typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    internal static int Run(string[] args)
    {
        if (args is ["--version"])
        {
            Console.WriteLine(Version);
            return ExitCode.Done;
        }
        var root = Build(args);
        if (args.Length == 0)
            args = ["--help"];
        var parse = root.Parse(SendCommand.WithWaitLimit(args), Syntax);
        if (parse.Action is not HelpWithExamples && UnknownOption(parse) is { } option)
            return Refuse(parse, args, $"There is no option \"{option}\" here.", "A text that begins with \"-\" stands after \"--\".");
        if (parse.Errors.Count > 0 && parse.Action is not HelpWithExamples)
            return Refuse(parse, args);
        return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    /// <summary>The root with the one verb that the words name, or with all when they name none.</summary>
    internal static RootCommand Build(IReadOnlyList<string> args)
    {
        var root = new RootCommand("Runs teams of coding agents in tmux, unattended: launched from a spec, supervised, recovered after any crash.") { HelpName = "orc" };
        root.Directives.Clear(); // "[text]" is a message here, nothing for the parser
        GlobalOptions.AddTo(root);
        var verb = FirstWord(args) is { } word ? CommandCatalog.Find(word) : null;
        foreach (var entry in verb is null ? CommandCatalog.All : [verb])
            root.Add(entry.Build());
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new HelpWithExamples();
        return root;
    }

    /// <summary>The first word that is neither an option nor a global option's value.</summary>
    private static string? FirstWord(IReadOnlyList<string> args)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (args[i] is "--home" or "--config" or "--set")
                i++;
            else if (!args[i].StartsWith('-'))
                return args[i];
        }
        return null;
    }

    /// <summary>A word like an option that the parser took for an argument's text.</summary>
    private static string? UnknownOption(ParseResult parse)
    {
        var previous = TokenType.Command;
        foreach (var token in parse.Tokens)
        {
            if (token.Type == TokenType.DoubleDash) return null;
            if (token.Type == TokenType.Argument && previous != TokenType.Option && token.Value is ['-', not (>= '0' and <= '9'), ..] && !token.Value.Any(char.IsWhiteSpace))
                return token.Value;
            previous = token.Type;
        }
        return null;
    }

    /// <summary>Wrong usage: the word at fault, and where to read on.</summary>
    private static int Refuse(ParseResult parse, string[] args)
    {
        var message = parse.Errors[0].Message.TrimEnd('.') + ".";
        var group = parse.CommandResult.Command;
        if (parse.UnmatchedTokens is [var word, ..] && group.Subcommands.Count > 0)
            message = $"There is no command \"{(OrcCommand.PathOf(group) + " " + word).Trim()}\".{Proposal(word, group)}";
        return Refuse(parse, args, message, "");
    }

    private static int Refuse(ParseResult parse, string[] args, string message, string advice)
    {
        var command = OrcCommand.PathOf(parse.CommandResult.Command);
        var hint = $"{advice} See: orc {command} --help".Replace("  ", " ", StringComparison.Ordinal).Trim();
        var json = args.TakeWhile(a => a != "--").Contains("--json");
        return Output.ForProcess(json).Failure(command, CommandFailure.Usage(message, hint));
    }

    private static string Proposal(string word, Command group)
    {
        var names = group is RootCommand ? CommandCatalog.All.Select(v => v.Name) : group.Subcommands.Where(c => !c.Hidden).Select(c => c.Name);
        var near = names.Where(n => n.StartsWith(word, StringComparison.Ordinal) || EditDistance(n, word) <= 2).Take(3).ToList();
        return near.Count == 0 ? "" : $" Do you mean {string.Join(" or ", near.Select(n => $"\"{n}\""))}?";
    }

    private static int EditDistance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                (diagonal, row[j]) = (row[j], Math.Min(change, Math.Min(row[j], row[j - 1]) + 1));
            }
        }
        return row[b.Length];
    }
}
