using Orchestrator.Runtime.Configuration;
using System.Globalization;

namespace Orchestrator.Rehearsal.Scripts;

/// <summary>Reads one step as it stands in a script (<c>work 2s</c>) or, after a slash, in a prompt (<c>/work 2s</c>).</summary>
internal static class StepParser
{
    private static readonly Dictionary<string, Func<string, Step>> Verbs = new()
    {
        ["say"] = text => new Step.Say(text),
        ["work"] = text => new Step.Work(Duration(text, TimeSpan.FromSeconds(2))),
        ["quiet"] = text => new Step.Quiet(Duration(text, TimeSpan.FromMinutes(1))),
        ["ask"] = text => new Step.Ask(text.Length == 0 ? "touch permitted.txt" : text),
        ["run"] = text => new Step.Run(text.Length == 0 ? throw new FormatException("\"run\" needs a command line: run git status.") : text),
        ["crash"] = text => new Step.Crash(Number(text, 1, 255)),
        ["signal"] = text => new Step.Signal(SignalNumber(text)),
        ["hang"] = text => new Step.Hang(text.Length == 0 ? null : Duration(text, default)),
        ["flood"] = text => new Step.Flood(Size(text)),
        ["ignore"] = text => new Step.Ignore(Duration(text, TimeSpan.FromSeconds(5))),
        ["limit"] = text => new Step.Limit(Duration(text, TimeSpan.FromHours(1))),
        ["limit-dialog"] = text => new Step.LimitDialog(text.Length == 0 ? "You've hit your session limit · resets in 1h" : text),
        ["error"] = Error,
        ["bell"] = _ => new Step.Bell(),
        ["stubborn"] = _ => new Step.Stubborn(),
        ["exit"] = text => new Step.Exit(Number(text, 0, 255)),
    };

    /// <summary>All verbs, for help and error messages.</summary>
    public static IEnumerable<string> Names => Verbs.Keys;

    /// <exception cref="FormatException">No known verb, or its argument can't be read. The message says what may be written.</exception>
    public static Step Parse(string line)
    {
        var (verb, argument) = Split(line);
        return Verbs.TryGetValue(verb, out var parse)
            ? parse(argument)
            : throw new FormatException($"Unknown step \"{verb}\". Steps are {string.Join(", ", Names)}.");
    }

    /// <summary>The steps of a prompt's lines that begin with a slash and a verb, in order; other lines are left alone.</summary>
    /// <exception cref="FormatException">Such a line has an argument that can't be read.</exception>
    public static IReadOnlyList<Step> ParseCommands(string prompt) =>
        [.. prompt.Split('\n').Where(line => line.StartsWith('/') && Verbs.ContainsKey(Split(line[1..]).Verb)).Select(line => Parse(line[1..]))];

    private static (string Verb, string Argument) Split(string line)
    {
        var trimmed = line.Trim();
        var end = trimmed.IndexOf(' ', StringComparison.Ordinal);
        return end < 0 ? (trimmed, "") : (trimmed[..end], trimmed[end..].Trim());
    }

    private static TimeSpan Duration(string text, TimeSpan otherwise) =>
        text.Length == 0 ? otherwise
        : DurationText.TryParse(text, TimeSpan.FromSeconds(1), out var duration) ? duration
        : throw new FormatException($"\"{text}\" is no duration: write {DurationText.Forms}.");

    private static int Number(string text, int otherwise, int greatest) =>
        text.Length == 0 ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= greatest ? number
        : throw new FormatException($"\"{text}\" is no number from 0 to {greatest}.");

    // As Claude Code 2.1.197 shows them.
    private static Step.Error Error(string text) => text switch
    {
        "401" => new Step.Error("  ⎿  Invalid API key · Fix external API key", "authentication_failed"),
        "429" => new Step.Error("● API Error: Request rejected (429) · Number of request tokens has exceeded your per-minute rate limit", "rate_limit"),
        "" or "529" => new Step.Error("● API Error: Repeated 529 Overloaded errors. The API is at capacity.", "server_error"),
        "network" => new Step.Error("● API Error: Connection error.", "server_error"),
        _ => throw new FormatException($"\"{text}\" is no error: write 401, 429, 529 or network."),
    };

    private static int SignalNumber(string text) => text.ToUpperInvariant().Replace("SIG", "", StringComparison.Ordinal) switch
    {
        "" or "KILL" => 9,
        "HUP" => 1,
        "INT" => 2,
        "ABRT" => 6,
        "SEGV" => 11,
        "TERM" => 15,
        var number => Number(number, 9, 31),
    };

    private static long Size(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        long? unit = text[digits..].Trim().ToUpperInvariant() switch
        {
            "" or "B" => 1,
            "KB" => 1_000,
            "MB" => 1_000_000,
            "GB" => 1_000_000_000,
            _ => null,
        };
        if (text.Length == 0)
            return 1_000_000;
        return unit is not null && long.TryParse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= 1_000_000_000
            ? count * unit.Value
            : throw new FormatException($"\"{text}\" is no size: write 500KB or 2MB.");
    }
}
