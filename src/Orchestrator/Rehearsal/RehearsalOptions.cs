using Orchestrator.Rehearsal.Input;

namespace Orchestrator.Rehearsal;

/// <summary>How a rehearsal agent was asked to run.</summary>
internal sealed record RehearsalOptions
{
    /// <summary>What <c>orc rehearse --help</c> prints.</summary>
    public const string Help = """
        A rehearsal agent: behaves in a terminal as a coding agent does, without a model, a key or a network.

        Usage: orc rehearse [PROMPT] [options]

          --script FILE|DIR    what to do on which prompt; in a directory <agent>.rehearsal, else <role>.rehearsal
                               (default: $ORC_REHEARSAL_SCRIPT, else the directory .rehearsal, else built in)
          --name NAME          name in the terminal's title (default: $ORC_AGENT, else rehearsal)
          --composer NAMES     awkward ways of taking input, joined with commas: {composers}
          --draft TEXT         what stands in the composer at the start
          --record FILE        append every prompt, byte for byte, as JSON lines (default: $ORC_REHEARSAL_RECORD)
          --hooks on|off       report prompts and turns to Orchestrator (default: on)
          --session-id ID      the conversation's id (default: a new one)
          --resume ID          go on with that conversation
          --headless on        read one prompt from standard input, write the answer that stands in .rehearsal/answer, and end

        Without a script, lines of a prompt that begin with a slash are done, e.g. /work 2s: {steps}.

        Example: orc rehearse --composer slow-enter --record prompts.jsonl
        """;

    public string? Script { get; init; }
    public string Name { get; init; } = "rehearsal";
    public ComposerQuirks Composer { get; init; } = new();
    public string? Record { get; init; }
    public bool Hooks { get; init; } = true;
    public string SessionId { get; init; } = "";
    public bool Resumes { get; init; }
    public bool IsHeadless { get; init; }
    public string? Prompt { get; init; }
    public bool ShowHelp { get; init; }

    /// <summary>Reads the arguments after <c>rehearse</c>.</summary>
    /// <param name="arguments">As the shell split them.</param>
    /// <param name="variable">The environment: ORC_AGENT, ORC_REHEARSAL_RECORD and ORC_REHEARSAL_SCRIPT are defaults.</param>
    /// <exception cref="FormatException">Wrong usage, in words for a person.</exception>
    public static RehearsalOptions Parse(IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        var options = new RehearsalOptions
        {
            Name = Given(variable("ORC_AGENT")) ?? "rehearsal",
            Record = Given(variable("ORC_REHEARSAL_RECORD")),
            Script = Given(variable("ORC_REHEARSAL_SCRIPT")),
        };
        for (var i = 0; i < arguments.Count; i++)
        {
            var (option, value) = SplitAtEquals(arguments[i]);
            if (option is "--help" or "-h")
                return options with { ShowHelp = true };
            if (!option.StartsWith("--", StringComparison.Ordinal))
            {
                options = options with { Prompt = arguments[i] };
                continue;
            }
            value ??= ++i < arguments.Count ? arguments[i] : throw new FormatException($"{option} wants a value. See: orc rehearse --help");
            options = options.With(option, value);
        }
        return options.SessionId.Length > 0 ? options : options with { SessionId = Guid.NewGuid().ToString() };
    }

    private RehearsalOptions With(string option, string value) => option switch
    {
        "--script" => this with { Script = value },
        "--name" => this with { Name = value },
        "--composer" => this with { Composer = ComposerQuirks.Parse(value) with { Draft = Given(Composer.Draft) ?? ComposerQuirks.Parse(value).Draft } },
        "--draft" => this with { Composer = Composer with { Draft = value } },
        "--record" => this with { Record = value },
        "--hooks" => this with { Hooks = value switch { "on" => true, "off" => false, _ => throw new FormatException($"--hooks is on or off, not \"{value}\".") } },
        "--headless" => this with { IsHeadless = value switch { "on" => true, "off" => false, _ => throw new FormatException($"--headless is on or off, not \"{value}\".") } },
        "--session-id" => this with { SessionId = value },
        "--resume" => this with { SessionId = value, Resumes = true },
        _ => throw new FormatException($"Unknown option {option}. See: orc rehearse --help"),
    };

    private static (string Option, string? Value) SplitAtEquals(string argument) =>
        argument.StartsWith("--", StringComparison.Ordinal) && argument.Split('=', 2) is [var option, var value] ? (option, value) : (argument, null);

    private static string? Given(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
