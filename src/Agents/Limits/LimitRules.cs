using Orchestrator.Runtime.Supervision;

namespace Orchestrator.Agents.Limits;

/// <summary>What is done about usage limits (<c>orchestrator.usage-limits</c>) and turns that fail (<c>orchestrator.errors</c>).</summary>
/// <param name="Margin">Nobody is woken before a limit's end is so long past: CLIs say it in whole minutes, and clocks differ.</param>
/// <param name="Stagger">The wait between two agents that are woken.</param>
/// <param name="Jitter">How much of that wait is added at random, at most; 0 to 1.</param>
/// <param name="Probe">The waits for an end that is not known.</param>
/// <param name="ProbePatience">How long the agent that was let go to see may work without a word.</param>
/// <param name="ContinueMessage">What an agent is told whose turn was cut off; empty for nothing.</param>
/// <param name="Errors">The waits of one agent whose turns fail.</param>
/// <param name="ErrorsForgottenAfter">An agent that worked so long since starts again with the shortest wait.</param>
public sealed record LimitRules(
    TimeSpan Margin,
    TimeSpan Stagger,
    double Jitter,
    Backoff Probe,
    TimeSpan ProbePatience,
    string ContinueMessage,
    Backoff Errors,
    TimeSpan ErrorsForgottenAfter);
