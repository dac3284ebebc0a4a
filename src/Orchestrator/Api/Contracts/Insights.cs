namespace Orchestrator.Api.Contracts;

/// <summary>Shares an insight.</summary>
/// <param name="Text">What was learned.</param>
/// <param name="Topics">What it is about; empty: everybody.</param>
/// <param name="Project">Where it was learned; an agent's own when left out.</param>
/// <param name="Key">Made by the sender, so that a repeated request is known as the same insight.</param>
internal sealed record ShareInsightRequest(string Text, IReadOnlyList<string> Topics, string? Project = null, string? Key = null);

/// <summary>An insight, and which projects' managers were told of it.</summary>
internal sealed record InsightInfo(string Id, string Text, IReadOnlyList<string> Topics, string Source, string? Project, DateTimeOffset SharedAt, IReadOnlyList<string> Told);

internal sealed record InsightAnswer(InsightInfo Insight);

internal sealed record InsightsAnswer(IReadOnlyList<InsightInfo> Insights);
