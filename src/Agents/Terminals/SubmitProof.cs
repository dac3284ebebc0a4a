using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Messaging;

namespace Orchestrator.Agents.Terminals;

/// <summary>What proves that a CLI has taken a message, whatever its screen shows: its hook that carries the prompt, or its own record of the conversation.</summary>
internal sealed class SubmitProof(AgentTerminal terminal, Message message, TerminalStart start)
{
    private readonly string _header = MessageFormat.Header(message);
    private Task<HookCall>? _hook;

    /// <summary>Whether a hook is waited for.</summary>
    public bool IsAwaited => _hook is not null;

    /// <summary>Whether the hook came.</summary>
    public bool HasCome => _hook is { IsCompletedSuccessfully: true };

    /// <summary>Whether the hook told what stands for a large paste instead of the text.</summary>
    public bool IsOfSign => HasCome && !IsOurs(_hook!.Result.Prompt!);

    /// <summary>Begins to wait for the hook; to be called before the paste. Where the profile has none, does nothing.</summary>
    public void Listen() => _hook ??= terminal.Profile.Hooks.Kind is HookKind.None ? null : terminal.Signals.NextHook(IsWord);

    /// <summary>Ends when the hook comes or another task ends.</summary>
    public Task OrAsync(Task other) => Task.WhenAny(other, _hook ?? other);

    /// <summary>Waits for the hook.</summary>
    /// <returns>Whether it came.</returns>
    public async Task<bool> HasComeAsync(TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            if (_hook is null) return false;
            await _hook.WaitAsync(limit, terminal.Time, cancellation);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Whether the CLI's record shows the message as taken; false where there is none.</summary>
    public bool IsRecorded() => Transcript.Taken(start, terminal.Services, [message.Id]) is { Count: > 0 };

    private bool IsWord(HookCall hook) => hook is { Event: HookEvent.PromptSubmitted, Prompt: { } prompt } && (IsOurs(prompt) || Composer.IsSign(prompt, terminal.Profile.Delivery.CollapsedPaste));

    private bool IsOurs(string prompt) => prompt.Contains(_header, StringComparison.Ordinal);
}
