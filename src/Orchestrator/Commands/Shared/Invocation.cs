using Orchestrator.Api;
using Orchestrator.Api.Client;
using Orchestrator.Daemon;
using System.CommandLine;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Commands.Shared;

/// <summary>One run of a command: what was typed, where the answer goes, and how the daemon is reached.</summary>
internal sealed class Invocation
{
    private readonly ParseResult _parse;
    private DaemonClient? _client;

    private Invocation(ParseResult parse, string command, Output output) => (_parse, Command, Output) = (parse, command, output);

    /// <summary>As typed, e.g. <c>agent add</c>.</summary>
    internal string Command { get; }

    internal Output Output { get; }

    internal OrcHome Home => field ??= OrcHome.Find(_parse.GetValue(GlobalOptions.Home));

    /// <summary>The daemon, started at the first request when it does not run.</summary>
    internal DaemonClient Daemon => _client ??= new DaemonClient(Home, DaemonSettings, Identity.FromEnvironment(), Output.Progress);

    /// <summary>The settings that a daemon started by this command would get.</summary>
    internal DaemonSettings DaemonSettings => new(
        _parse.GetValue(GlobalOptions.Config) is { } file ? Path.GetFullPath(file) : null,
        _parse.GetValue(GlobalOptions.Set) ?? []);

    internal T? Value<T>(Option<T> option) => _parse.GetValue(option);

    internal T Value<T>(Argument<T> argument) => _parse.GetRequiredValue(argument);

    internal T? Optional<T>(Argument<T> argument) => _parse.GetValue(argument);

    /// <summary>Whether the option was written.</summary>
    internal bool Has(Option option) => _parse.GetResult(option) is { Implicit: false };

    /// <summary>Runs a command and turns its failure into the message, the envelope and the exit code.</summary>
    internal static int Run(ParseResult parse, string command, Func<Invocation, int> action)
    {
        var output = Output.ForProcess(parse.GetValue(GlobalOptions.Json));
        try
        {
            return action(new Invocation(parse, command, output));
        }
        catch (CommandFailure failure)
        {
            return output.Failure(command, failure);
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            return ExitCode.Done; // the reader has seen enough: `orc events | head`
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return output.Failure(command, CommandFailure.Failed(e.Message));
        }
    }

    /// <summary>Answers with what the daemon answered.</summary>
    internal int Answer(JsonElement answer, Action<TextWriter> people) => Output.Success(Command, answer, people);

    /// <summary>The text of arguments or of a file, checked.</summary>
    /// <param name="words">What stood on the command line, joined by blanks.</param>
    /// <param name="file">A path, or <c>-</c> for standard input; <c>null</c> when not given.</param>
    internal static string TextOf(string[] words, string? file)
    {
        if (file is not null && words.Length > 0)
            throw CommandFailure.Usage("Both a text and --file are given.", "Write one of them.");
        var text = file is null ? string.Join(' ', words) : Utf8Text.Read(file);
        if (string.IsNullOrWhiteSpace(text))
            throw CommandFailure.Usage("The text is empty.", "Write it after the target, or give --file FILE, or --file - for standard input.");
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        if (nul >= 0)
            throw CommandFailure.Usage($"The text holds a NUL at byte {Encoding.UTF8.GetByteCount(text.AsSpan(0, nul))}, which no terminal can be given.", "Remove it.");
        return text;
    }

    private const int BrokenPipe = 32;
}
