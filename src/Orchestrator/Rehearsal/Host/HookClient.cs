using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Rehearsal.Host;

/// <summary>
/// Reports to Orchestrator what a coding agent's hooks would, in order, on a thread of its own. Never blocks or breaks the
/// agent: what can't be handed over within a second is dropped, as with a hook while the daemon is away.
/// </summary>
internal sealed class HookClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly HookIdentity _identity;
    private readonly BlockingCollection<byte[]> _waiting = [];
    private readonly Thread _sender;

    public HookClient(HookIdentity identity)
    {
        _identity = identity;
        _sender = new Thread(SendAll) { IsBackground = true, Name = "hooks" };
        _sender.Start();
    }

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
            json.WriteEndObject();
        }
        _waiting.Add(Request(body.ToArray()));
    }

    /// <summary>Waits a moment for what is still under way.</summary>
    public void Finish()
    {
        _waiting.CompleteAdding();
        _sender.Join(Patience);
    }

    private static string NameOf(HookKind kind) => kind switch
    {
        HookKind.SessionStarted => "session_started",
        HookKind.PromptSubmitted => "prompt_submitted",
        HookKind.TurnEnded => "turn_ended",
        HookKind.PermissionAsked => "permission_asked",
        _ => "session_ended",
    };

    private byte[] Request(byte[] body) =>
    [
        .. Encoding.UTF8.GetBytes(
            $"POST /v1/hooks HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {_identity.Token}\r\n"
            + $"X-Orc-Target: {_identity.Target}\r\nX-Orc-Incarnation: {_identity.Incarnation}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n"),
        .. body,
    ];

    private void SendAll()
    {
        foreach (var request in _waiting.GetConsumingEnumerable())
        {
            try
            {
                Send(request);
            }
            catch (Exception failure) when (failure is SocketException or IOException or ArgumentException)
            {
                // No daemon, or none that listens: the agent goes on, and delivery is proved by what else there is.
            }
        }
    }

    private void Send(byte[] request)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
        {
            SendTimeout = (int)Patience.TotalMilliseconds,
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
        };
        socket.Connect(new UnixDomainSocketEndPoint(_identity.SocketPath));
        for (var sent = 0; sent < request.Length;)
            sent += socket.Send(request.AsSpan(sent));
        // The next report must not overtake this one, so its answer is waited for.
        _ = socket.Receive(new byte[512]);
    }
}

/// <summary>Where reports go, and who sends them.</summary>
internal sealed record HookIdentity(string SocketPath, string Token, string Target, int Incarnation, string SessionId)
{
    /// <summary>From the environment that Orchestrator gives an agent; null outside of it.</summary>
    public static HookIdentity? FromEnvironment(Func<string, string?> variable, int incarnation, string sessionId) =>
        variable("ORC_HOME") is { Length: > 0 } home && variable("ORC_TOKEN") is { Length: > 0 } token
            ? new HookIdentity(Path.Combine(home, "api.sock"), token, variable("ORC_TARGET") ?? "", incarnation, sessionId)
            : null;
}
