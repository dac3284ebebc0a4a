using Orchestrator.Agents.Messaging;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using static Orchestrator.Agents.Insights.InsightEvents;
using static Orchestrator.Agents.Insights.InsightMessages;

namespace Orchestrator.Agents.Insights;

/// <summary>All insights, and who was told of which. Pure.</summary>
[EventName("insights.state.v1")]
public sealed record InsightBook : IEventSourced<InsightBook>
{
    /// <summary>The longest text, in characters.</summary>
    public const int MaxText = 4000;

    /// <summary>Topics of one insight, at most.</summary>
    public const int MaxTopics = 10;

    private const int MaxInsights = 10_000;

    /// <summary>Of what a new project has missed, it is told so many, the newest; the rest it can list.</summary>
    private const int MaxInLetter = 20;

    /// <summary>All of them, the oldest first.</summary>
    public ImmutableList<Insight> All { get; init; } = [];

    /// <summary>Which projects were addressed with an insight, by its id.</summary>
    public ImmutableDictionary<string, ImmutableList<ProjectName>> Told { get; init; } = ImmutableDictionary<string, ImmutableList<ProjectName>>.Empty;

    /// <summary>Letters whose outcome is not known.</summary>
    public ImmutableList<InsightLetter> UnderWay { get; init; } = [];

    /// <summary>The number of the newest letter; 0 before the first.</summary>
    public long LastLetter { get; init; }

    /// <summary>Says which events a command leads to, or why it is refused. Changes nothing.</summary>
    public Decision Decide(ICommand command, DateTimeOffset now) => command switch
    {
        ShareInsight c => Share(c, now),
        AddressProject c => AddressTo(c, now),
        ConfirmLetter c => IsUnderWay(c.Number) ? Decision.Accept(new InsightsTold(c.Number, c.MessageId, now)) : Decision.Nothing,
        DropLetter c => IsUnderWay(c.Number) ? Decision.Accept(new InsightsDropped(c.Number, c.Reason, now)) : Decision.Nothing,
        _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
    };

    /// <inheritdoc/>
    public InsightBook Apply(IEvent @event) => @event switch
    {
        InsightShared e => this with { All = All.Add(e.Insight) },
        InsightsAddressed e => this with
        {
            LastLetter = e.Letter.Number,
            UnderWay = UnderWay.Add(e.Letter),
            Told = Told.SetItems(e.Letter.Ids.Select(id => KeyValuePair.Create(id, (Told.GetValueOrDefault(id) ?? []).Add(e.Letter.Project)))),
        },
        InsightsTold e => this with { UnderWay = UnderWay.RemoveAll(l => l.Number == e.Number) },
        InsightsDropped e => this with { UnderWay = UnderWay.RemoveAll(l => l.Number == e.Number) },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    /// <summary>Whether a project is to be told of an insight: it was learned elsewhere, and they have a topic in common, or it has none.</summary>
    public static bool IsRelevant(Insight insight, ProjectName project, ImmutableHashSet<string> topics)
    {
        ArgumentNullException.ThrowIfNull(insight);
        ArgumentNullException.ThrowIfNull(topics);
        return insight.Project != project && (insight.Topics.IsEmpty || insight.Topics.Exists(topics.Contains));
    }

    private bool IsUnderWay(long number) => UnderWay.Exists(l => l.Number == number);

    private Decision Share(ShareInsight c, DateTimeOffset now)
    {
        var text = PlainText.Clean(c.Text).Text.Trim();
        var topics = c.Topics.Select(InsightTopics.Normal).Distinct().ToImmutableList();
        if (All.Find(i => (c.Key is not null && i.Key == c.Key) || (i.Text == text && i.Project == c.Project)) is { } known)
            return Decision.Nothing.Answer(new InsightAccepted(known));
        if (text.Length is 0 or > MaxText)
            return Decision.Reject(new Rejected(RejectionCode.Invalid, string.Create(CultureInfo.InvariantCulture, $"The insight has {text.Length:N0} characters; 1 to {MaxText:N0} are possible.")));
        if (topics.Count > MaxTopics)
            return Decision.Reject(new Rejected(RejectionCode.Invalid, $"The insight has {topics.Count} topics; at most {MaxTopics} are possible."));
        if (topics.Find(t => !InsightTopics.IsValid(t)) is { } bad)
            return Decision.Reject(new Rejected(RejectionCode.Invalid, $"{SafeName.Quote(bad)} is no topic.", "Write a word such as csharp, docker or flaky-tests: letters, digits, . + # and -."));
        if (All.Count >= MaxInsights)
            return Decision.Reject(Rejected.Refused($"There are {MaxInsights} insights already."));
        var number = All.Count + 1;
        var insight = new Insight(string.Create(CultureInfo.InvariantCulture, $"insight-{number}"), number, text, topics, c.Source, c.Project, now, c.Key);
        return Decision.Accept(new InsightShared(insight, now)).Answer(new InsightAccepted(insight));
    }

    private Decision AddressTo(AddressProject c, DateTimeOffset now)
    {
        var ids = All.Where(i => IsRelevant(i, c.Project, c.Topics) && Told.GetValueOrDefault(i.Id)?.Contains(c.Project) != true)
            .TakeLast(MaxInLetter).Select(i => i.Id).ToImmutableList();
        return ids.IsEmpty ? Decision.Nothing : Decision.Accept(new InsightsAddressed(new InsightLetter(LastLetter + 1, c.Project, ids), now));
    }
}
