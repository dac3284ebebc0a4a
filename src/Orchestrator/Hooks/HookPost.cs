using Orchestrator.Api;
using System.Text;

namespace Orchestrator.Hooks;

/// <summary>Hands one hook's word to the daemon. It never starts one and never waits long: an agent must not notice that nobody listens.</summary>
internal static class HookPost
{
    /// <summary>The longest wait for a daemon that is there and does not answer, on each of sending and receiving.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>More than any answer has.</summary>
    private const int MaxAnswer = 64 * 1024;

    /// <returns>The answer's body, empty when there is none; null when no daemon answered, or it refused.</returns>
    internal static byte[]? TrySend(string socketPath, Identity identity, byte[] body)
    {
        try
        {
            using var connection = HookConnection.TryOpen(socketPath, Patience);
            if (connection is null) return null;
            connection.Write(Head(identity, body.Length));
            connection.Write(body);
            return Answer(connection); // waited for also where it says nothing: the next word must not overtake this one
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null; // it went away, or does not answer: delivery is proved by what else there is
        }
    }

    private static byte[]? Answer(Stream connection)
    {
        var answer = new byte[MaxAnswer];
        var length = 0;
        for (var read = connection.Read(answer); read > 0 && length + read < MaxAnswer; read = connection.Read(answer.AsSpan(length)))
            length += read;
        var text = answer.AsSpan(0, length);
        var end = text.IndexOf("\r\n\r\n"u8);
        return end > 0 && text.StartsWith("HTTP/1.1 2"u8) ? text[(end + 4)..].ToArray() : null;
    }

    private static byte[] Head(Identity identity, int length) => Encoding.UTF8.GetBytes(
        $"POST /v1/hooks HTTP/1.1\r\nHost: orc\r\nConnection: close\r\nAuthorization: Bearer {identity.Token}\r\n"
        + $"{Identity.TargetHeader}: {identity.Target}\r\n{Identity.IncarnationHeader}: {identity.Incarnation}\r\n"
        + $"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n");
}
