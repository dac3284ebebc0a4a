using System.CommandLine;

namespace Orchestrator.Commands.Shared;

/// <summary>Options that several commands read in the same way.</summary>
internal static class CommonArguments
{
    /// <summary>A time limit; a bare number is seconds.</summary>
    internal static Option<string> Timeout(string description) => new("--timeout", "-t") { Description = description + " (30s, 15m, 1h30m; a bare number is seconds)", HelpName = "DURATION" };

    /// <summary>Such an option's value in seconds; null when it is not written.</summary>
    /// <exception cref="CommandFailure">It is no duration.</exception>
    internal static double? Seconds(Invocation call, Option<string> option)
    {
        if (call.Value(option) is not { } text) return null;
        return Durations.TryParse(text, TimeSpan.FromSeconds(1), out var duration)
            ? duration.TotalSeconds
            : throw CommandFailure.Usage($"\"{text}\" is no duration for {option.Name}.", "Write for example 30s, 15m, 2h or 1h30m; a bare number is seconds.");
    }

    /// <summary>A query string of those parts that are there.</summary>
    internal static string Query(params IEnumerable<(string Name, string? Value)> parts)
    {
        var query = string.Join('&', parts.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
        return query.Length == 0 ? "" : "?" + query;
    }
}
