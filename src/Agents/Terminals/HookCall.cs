using Orchestrator.Agents.PermissionRequests.Rules;

namespace Orchestrator.Agents.Terminals;

/// <summary>What an agent's CLI said through a hook: the strongest source of its state.</summary>
/// <param name="Event">What happened.</param>
/// <param name="Prompt">The prompt that was submitted, exactly; only with <see cref="HookEvent.PromptSubmitted"/>.</param>
/// <param name="SessionId">The id of the CLI's conversation.</param>
/// <param name="Text">What else it said, for a person.</param>
/// <param name="Tool">What it asks permission for; only with <see cref="HookEvent.PermissionAsked"/>.</param>
public sealed record HookCall(HookEvent Event, string? Prompt = null, string? SessionId = null, string? Text = null, ToolUse? Tool = null);

/// <summary>What a hook can say.</summary>
public enum HookEvent
{
    /// <summary>The CLI is up and takes input.</summary>
    SessionStarted,

    /// <summary>A prompt was submitted; the proof of a delivery.</summary>
    PromptSubmitted,

    /// <summary>The turn is over; the CLI waits for input.</summary>
    TurnEnded,

    /// <summary>The turn is over since it failed; the text says why, e.g. <c>rate_limit</c>.</summary>
    TurnFailed,

    /// <summary>A dialog asks for permission.</summary>
    PermissionAsked,

    /// <summary>The CLI is about to end.</summary>
    SessionEnded,
}
