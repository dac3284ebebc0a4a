using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;

namespace Orchestrator.Agents.Insights;

/// <summary>What the keeper of insights is told and what it answers. In memory only.</summary>
public static class InsightMessages
{
    /// <summary>Shares an insight. Answered with <see cref="InsightAccepted"/> or Rejected.</summary>
    public sealed record ShareInsight(string Text, IReadOnlyList<string> Topics, string Source, ProjectName? Project, string? Key) : ICommand;

    /// <summary>It is stored; relevant projects are told.</summary>
    public sealed record InsightAccepted(Insight Insight);

    /// <summary>Which projects there are to tell, with their topics. A project is told once of each insight.</summary>
    public sealed record AddressProject(ProjectName Project, ImmutableHashSet<string> Topics) : ICommand;

    /// <summary>A letter is in its receiver's mailbox.</summary>
    public sealed record ConfirmLetter(long Number, string MessageId) : ICommand;

    /// <summary>A letter can never be delivered.</summary>
    public sealed record DropLetter(long Number, string Reason) : ICommand;

    /// <summary>Asks for all insights; answered with <see cref="InsightList"/>.</summary>
    public sealed record GetInsights;

    /// <summary>All insights, the oldest first, and which projects were told of each.</summary>
    public sealed record InsightList(ImmutableList<Insight> Insights, ImmutableDictionary<string, ImmutableList<ProjectName>> Told);
}

/// <summary>What has happened to insights. Stored for ever: add events, never change one.</summary>
public static class InsightEvents
{
    /// <summary>Any of them.</summary>
    public interface IInsightEvent : IEvent;

    /// <summary>It was shared.</summary>
    [EventName("insights.shared.v1")]
    public sealed record InsightShared(Insight Insight, DateTimeOffset At) : IInsightEvent;

    /// <summary>The intent: these are to be told to a project's manager. The message may be in its mailbox from here on.</summary>
    [EventName("insights.addressed.v1")]
    public sealed record InsightsAddressed(InsightLetter Letter, DateTimeOffset At) : IInsightEvent;

    /// <summary>The outcome: the message is in the mailbox.</summary>
    [EventName("insights.told.v1")]
    public sealed record InsightsTold(long Number, string MessageId, DateTimeOffset At) : IInsightEvent;

    /// <summary>The outcome: it cannot be told, as when the project is gone.</summary>
    [EventName("insights.dropped.v1")]
    public sealed record InsightsDropped(long Number, string Reason, DateTimeOffset At) : IInsightEvent;
}
