using Orchestrator.Agents.Subscriptions;
using Orchestrator.Api.Contracts;
using Orchestrator.Runtime.Journal;
using Orchestrator.Runtime.Persistence;
using System.Globalization;
using System.Text.Json;
using static Orchestrator.Agents.Subscriptions.SubscriptionEvents;

namespace Orchestrator.Api.Server;

/// <summary>The firings so far, from the journal: nothing of it is kept in memory.</summary>
internal sealed class SubscriptionLog(JournalReader journal, EventNames names)
{
    private const int Page = 500;

    /// <summary>The newest firings and gaps, oldest first.</summary>
    /// <param name="id">Only this subscription's; null for all.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="waiting">Which subscriptions only log is not known from a firing: those whose firings wait are.</param>
    internal IReadOnlyList<FiringInfo> Newest(string? id, int limit, IReadOnlySet<string> waiting)
    {
        var found = new List<FiringInfo>();
        var outcomes = new Dictionary<(string, long), ActionOutcome>();
        var started = new HashSet<(string, long)>();
        for (var place = long.MaxValue; found.Count < limit;)
        {
            var rows = journal.ReadOfBefore(SubscriptionsActor.Id, place, Page);
            foreach (var row in rows) // newest first: an outcome comes before its firing
            {
                if (names.TypeOf(row.Manifest) is not { } type) continue; // a newer version's
                switch (JsonSerializer.Deserialize(row.Payload, type, EventJson.Options))
                {
                    case OutputMissed e when found.Count < limit && (id is null || e.Id == id):
                        found.Add(new FiringInfo(e.Id, e.Id, e.At, null, null, null, null, e.Reason, "missed", null, null, false, null));
                        break;
                    case ActionEnded e:
                        outcomes[(e.Id, e.Number)] = e.Outcome;
                        break;
                    case ActionStarted e:
                        started.Add((e.Id, e.Number));
                        break;
                    case SubscriptionFired e when found.Count < limit && (id is null || e.Id == id):
                        found.Add(Describe(e, outcomes.GetValueOrDefault((e.Id, e.Number)), started.Contains((e.Id, e.Number)) ? "running" : waiting.Contains(Key(e.Id, e.Number)) ? "waiting" : "logged"));
                        break;
                }
            }

            if (rows.Count < Page) break;
            place = rows[^1].SequenceNr;
        }

        found.Reverse();
        return found;
    }

    /// <summary>A firing's id.</summary>
    internal static string Key(string id, long number) => string.Create(CultureInfo.InvariantCulture, $"{id}/{number}");

    private static FiringInfo Describe(SubscriptionFired e, ActionOutcome? outcome, string otherwise) => new(
        Key(e.Id, e.Number), e.Id, e.At, e.Occurrence.Match, e.Occurrence.Line, e.Occurrence.ExitCode, e.Occurrence.Signal, e.Occurrence.Reason,
        outcome?.Result ?? otherwise, outcome?.ExitCode, outcome?.Output, outcome?.Truncated ?? false, outcome?.Detail);
}
