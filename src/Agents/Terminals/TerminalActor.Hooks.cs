using Akka.Actor;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.PermissionRequests.Rules;
using System.Diagnostics;
using static Orchestrator.Agents.Terminals.TerminalMessages;

namespace Orchestrator.Agents.Terminals;

// What the CLI's hooks tell.
public sealed partial class TerminalActor
{
    // A hook's word whose event was over when it came, or whose end no hook tells, is overruled by the screen, on which nothing may be drawn any more.
    private static readonly TimeSpan _hookConfirmedAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan _failureQuiet = TimeSpan.FromMilliseconds(200), _failureQuietLimit = TimeSpan.FromSeconds(2);

    private ToolUse? _asked;

    private void OnHook(HookReceived message)
    {
        if (message.Incarnation != _start.Incarnation) return;
        _signals.Hook(message.Hook);
        _conversation = message.Hook.SessionId ?? _conversation;
        if (message.Hook.Event is HookEvent.PermissionAsked or HookEvent.TurnEnded or HookEvent.PromptSubmitted) _asked = message.Hook.Tool;
        if (message.Hook.Event is HookEvent.TurnFailed)
        {
            LookAfterAsync(message.Hook.Text ?? "").PipeTo(Self);
            return;
        }

        if (message.Hook.Event is HookEvent.TurnEnded && _told?.Activity is TerminalActivity.Ready) return; // the screen said so before, and more
        if (message.Hook.Event is HookEvent.SessionStarted && _profile.Ready.NeedsScreen) return; // a dialog may stand before the composer: the screen tells
        var activity = message.Hook.Event switch
        {
            HookEvent.SessionStarted or HookEvent.TurnEnded => TerminalActivity.Ready,
            HookEvent.PromptSubmitted => TerminalActivity.Working,
            HookEvent.PermissionAsked => TerminalActivity.WaitingForPermission,
            HookEvent.SessionEnded => _told?.Activity ?? TerminalActivity.Starting,
            _ => throw new UnreachableException($"Unknown event {message.Hook.Event}."),
        };
        Tell(_judge.OnHook(new Seen(activity, Reason: message.Hook.Event.ToString())
        {
            Dialog = message.Hook.Event is HookEvent.PermissionAsked ? _told?.Dialog : null, // the screen may have shown it first
        }, _services.Time.GetUtcNow()));
        Timers.StartSingleTimer(nameof(ConfirmHook), ConfirmHook.Instance, _hookConfirmedAfter);
        WatchReadability();
    }

    // The same word stands for a usage limit and for too many requests a minute: the screen says which.
    private async Task<TurnFailed> LookAfterAsync(string why)
    {
        await _signals.QuietAsync(_failureQuiet, _failureQuietLimit, _stopped.Token);
        return new TurnFailed(why, _terminal is { } terminal ? await terminal.LookAsync() : null);
    }

    private void OnTurnFailed(TurnFailed failed) => Take(_judge.OnHook((failed switch
    {
        { Seen: { Limit: not null } or { Failure: not null } } => failed.Seen,
        { Why: "rate_limit" or "billing_error" } => new Seen(TerminalActivity.Ready, Limit: new SeenLimit(failed.Why, null)),
        { Why: "authentication_failed" } => new Seen(TerminalActivity.Ready, Failure: new SeenFailure(FailureKind.Authentication, failed.Why)),
        { Why: "server_error" } => new Seen(TerminalActivity.Ready, Failure: new SeenFailure(FailureKind.Service, failed.Why)),
        _ => new Seen(TerminalActivity.Ready), // of the agent's own making, e.g. too long an answer: it goes on with the next prompt
    }) with
    { Reason = nameof(HookEvent.TurnFailed) }, _services.Time.GetUtcNow()));

    private sealed record ConfirmHook
    {
        public static readonly ConfirmHook Instance = new();
    }

    private sealed record TurnFailed(string Why, Seen? Seen);
}
