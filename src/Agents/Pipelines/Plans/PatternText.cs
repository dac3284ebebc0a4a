using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>The patterns of pipelines: regular expressions that cannot take longer than the text is long.</summary>
internal static class PatternText
{
    /// <summary>Why a text is no pattern; <c>null</c> when it is one.</summary>
    public static string? Problem(string text)
    {
        if (!OutputPattern.TryParse(text, out var pattern, out var problem)) return problem;
        if (pattern.Warning is not null) return "it needs backtracking (a look-around, a back-reference, or much repetition), which could hold up everything.";
        return pattern.IsMatch("") ? "It matches an empty text, so it would always be there." : null;
    }

    /// <summary>A pattern that has been checked.</summary>
    /// <exception cref="ArgumentException">It has not.</exception>
    public static OutputPattern Compile(string text) =>
        OutputPattern.TryParse(text, out var pattern, out var problem) ? pattern : throw new ArgumentException(problem, nameof(text));
}
