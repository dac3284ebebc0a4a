using Orchestrator.Api;
using Orchestrator.Hooks;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Rehearsal.Host;

/// <summary>
/// Reports to Orchestrator what a coding agent's hooks would, in order, on a thread of its own. Never blocks or breaks the
/// agent: what can't be handed over within a second is dropped, as with a hook while the daemon is away.
/// </summary>
internal sealed class HookClient
{
    private readonly HookIdentity _identity;
    private readonly BlockingCollection<(byte[] Body, bool IsTurnEnd)> _waiting = [];
    private readonly Thread _sender;

    public HookClient(HookIdentity identity)
    {
        _identity = identity;
        _sender = new Thread(SendAll) { IsBackground = true, Name = "hooks" };
        _sender.Start();
    }

    /// <summary>Told on the sender's thread when a turn is to go on with a text.</summary>
    public Action<string>? GoesOn { get; set; }

    public void Report(RehearsalEffect.Notify notice)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("event", NameOf(notice.Kind));
            json.WriteString("session_id", _identity.SessionId);
            if (notice.Prompt is not null)
                json.WriteString("prompt", notice.Prompt);
            if (notice.Text is not null)
                json.WriteString("text", notice.Text);
            if (notice is { Kind: HookKind.PermissionAsked, Text: not null })
            {
                json.WriteString("tool", "Bash");
                json.WriteString("command", notice.Text);
            }
            if (notice.Kind is HookKind.TurnEnded)
                json.WriteBoolean("answers", true);
            json.WriteEndObject();
        }
        _waiting.Add((body.ToArray(), notice.Kind is HookKind.TurnEnded));
    }

    /// <summary>Waits a moment for what is still under way.</summary>
    public void Finish()
    {
        _waiting.CompleteAdding();
        _sender.Join(HookPost.Patience);
    }

    private static string NameOf(HookKind kind) => kind switch
    {
        HookKind.SessionStarted => "session_started",
        HookKind.PromptSubmitted => "prompt_submitted",
        HookKind.TurnEnded => "turn_ended",
        HookKind.TurnFailed => "turn_failed",
        HookKind.PermissionAsked => "permission_asked",
        _ => "session_ended",
    };

    private void SendAll()
    {
        foreach (var (body, isTurnEnd) in _waiting.GetConsumingEnumerable())
        {
            var answer = HookPost.TrySend(_identity.SocketPath, _identity.Sender, body);
            if (isTurnEnd && answer is { Length: > 0 } && HookPayload.TextToGoOnWith(answer) is { } text) GoesOn?.Invoke(text);
        }
    }
}

/// <summary>Where reports go, and who sends them.</summary>
internal sealed record HookIdentity(string SocketPath, string Token, string Target, int Incarnation, string SessionId)
{
    public Identity Sender => new(Target, Incarnation.ToString(CultureInfo.InvariantCulture), Token);

    /// <summary>From the environment that Orchestrator gives an agent; null outside of it.</summary>
    public static HookIdentity? FromEnvironment(Func<string, string?> variable, int incarnation, string sessionId) =>
        variable("ORC_HOME") is { Length: > 0 } home && variable("ORC_TOKEN") is { Length: > 0 } token
            ? new HookIdentity(Path.Combine(home, "api.sock"), token, variable("ORC_TARGET") ?? "", incarnation, sessionId)
            : null;
}
