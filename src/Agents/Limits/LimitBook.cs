using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using System.Diagnostics;
using static Orchestrator.Agents.Limits.LimitEvents;
using static Orchestrator.Agents.Limits.LimitMessages;

namespace Orchestrator.Agents.Limits;

/// <summary>The limits that hold, by credential. Pure.</summary>
[EventName("limit.state.v1")]
public sealed record LimitBook : IEventSourced<LimitBook>
{
    // Two CLIs say the same end in different words, one of them in whole hours.
    private static readonly TimeSpan _same = TimeSpan.FromMinutes(1);

    /// <summary>Those that hold.</summary>
    public ImmutableSortedDictionary<string, CredentialLimit> Limits { get; init; } = ImmutableSortedDictionary.Create<string, CredentialLimit>(StringComparer.Ordinal);

    /// <summary>Says which events a command leads to, or why it is refused. Changes nothing.</summary>
    public Decision Decide(ICommand command, LimitRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return command switch
        {
            ReportLimit c => Reported(c, rules, now),
            ReportTurn c => Limits.GetValueOrDefault(c.Credential)?.Prober == c.Agent ? Over(c.Credential, LimitEnd.Works, now) : Decision.Nothing,
            LimitDue c => Due(c, rules, now),
            ClearLimit c => Limits.TryGetValue(c.Credential, out var limit)
                ? Over(c.Credential, LimitEnd.Cleared, now).Answer(new LimitCleared(limit))
                : Decision.Reject(Rejected.NotFound($"The credential {SafeName.Quote(c.Credential)} is not limited.", "Those that are: orc limits list")),
            _ => throw new UnreachableException($"Unknown command {command.GetType().Name}."),
        };
    }

    /// <inheritdoc/>
    public LimitBook Apply(IEvent @event) => @event switch
    {
        LimitReached e => this with { Limits = Limits.SetItem(e.Limit.Credential, e.Limit) },
        LimitExtended e => this with { Limits = Limits.SetItem(e.Limit.Credential, e.Limit) },
        ProbeStarted e => this with { Limits = Limits.SetItem(e.Credential, Limits[e.Credential] with { Prober = e.Prober, Until = e.Until }) },
        LimitOver e => this with { Limits = Limits.Remove(e.Credential) },
        _ => throw new UnreachableException($"Unknown event {@event.GetType().Name}."),
    };

    private Decision Reported(ReportLimit c, LimitRules rules, DateTimeOffset now)
    {
        var resets = c.Resets > now ? c.Resets : null; // an end that is past is none: the limit is said after it
        if (!Limits.TryGetValue(c.Credential, out var known))
            return Decision.Accept(new LimitReached(Next(new CredentialLimit(c.Credential, c.Text, c.Agent, now, null, now), waits: 1), now));
        if (resets is null)
            return known.Prober == c.Agent ? Decision.Accept(new LimitExtended(Next(known, known.Waits + 1), now)) : Known();
        return known.Prober is not null || known.Resets is not { } before || resets > before + _same
            ? Decision.Accept(new LimitExtended(Next(known, waits: 1), now))
            : Known();

        Decision Known() => Decision.Nothing.Answer(new Held(known));

        CredentialLimit Next(CredentialLimit limit, int waits) => limit with
        {
            Text = c.Text,
            By = c.Agent,
            Resets = resets,
            Until = resets + rules.Margin ?? now + rules.Probe.Delay(waits, c.Jitter),
            Waits = resets is null ? waits : 0,
            Prober = null,
        };
    }

    private Decision Due(LimitDue c, LimitRules rules, DateTimeOffset now)
    {
        if (Limits.GetValueOrDefault(c.Credential) is not { } limit || !IsDue(limit, rules, now)) return Decision.Nothing;
        if (limit.Resets is not null) return Over(c.Credential, LimitEnd.Reset, now);
        if (limit.Prober is not null) return Over(c.Credential, LimitEnd.NoWord, now);
        return c.Prober is { } prober
            ? Decision.Accept(new ProbeStarted(c.Credential, prober, now + rules.ProbePatience, now))
            : Over(c.Credential, LimitEnd.Unused, now);
    }

    /// <summary>Whether something is to be done about a limit: its time has come, or its guess lies too far away since the clock was set back.</summary>
    internal static bool IsDue(CredentialLimit limit, LimitRules rules, DateTimeOffset now) =>
        limit.Until <= now || (limit is { Resets: null, Prober: null } && limit.Until - now > 2 * rules.Probe.Max);

    private static Decision Over(string credential, LimitEnd why, DateTimeOffset now) => Decision.Accept(new LimitOver(credential, why, now));
}
