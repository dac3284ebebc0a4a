using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using Orchestrator.Daemon;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Orchestrator.Api.Client;

/// <summary>Whether a request may be sent again when it is unknown whether the first one was carried out.</summary>
internal enum Repeat
{
    /// <summary>Doing it twice is doing it once: it reads, bears a key, or asks for a state.</summary>
    Safe,

    /// <summary>It may be done twice, so it is not repeated: the caller is told to look.</summary>
    Unsafe,
}

/// <summary>How far a client goes for an answer.</summary>
/// <param name="StartsDaemon">Whether a daemon that does not run is started; else that is a failure.</param>
/// <param name="Patience">The longest wait for a word of the daemon's; null: for ever.</param>
internal sealed record ClientManner(bool StartsDaemon, TimeSpan? Patience)
{
    /// <summary>A command's: it starts the daemon, and whoever typed it ends it when it takes too long.</summary>
    internal static ClientManner Command { get; } = new(true, null);
}

/// <summary>Asks the daemon, starting it first when it does not run, and again when it dies in between.</summary>
/// <param name="home">Whose daemon.</param>
/// <param name="settings">The settings of a daemon that is started.</param>
/// <param name="identity">Who asks.</param>
/// <param name="progress">Told what takes long.</param>
/// <param name="manner">How far it goes; null: as a command.</param>
internal sealed class DaemonClient(OrcHome home, DaemonSettings settings, Identity identity, Action<string> progress, ClientManner? manner = null)
{
    private const int Attempts = 5;
    private readonly ClientManner _manner = manner ?? ClientManner.Command;
    private bool _saidSettings;

    internal JsonElement Get(string path) => Ask("GET", path, null, Repeat.Safe);

    internal JsonElement Delete(string path, Repeat repeat) => Ask("DELETE", path, null, repeat);

    internal JsonElement Post(string path, Repeat repeat) => Ask("POST", path, [], repeat);

    internal JsonElement Post<T>(string path, T request, JsonTypeInfo<T> type, Repeat repeat) =>
        Ask("POST", path, JsonSerializer.SerializeToUtf8Bytes(request, type), repeat);

    /// <summary>The data of a stream of server-sent events, one JSON object each, until the daemon ends it.</summary>
    /// <exception cref="CommandFailure">The daemon is gone, or refuses.</exception>
    internal IEnumerable<string> Follow(string path)
    {
        using var exchange = Connect();
        SendOnce(exchange, "GET", path, null);
        ThrowIfRefused(exchange);
        foreach (var line in exchange.ReadLines())
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                yield return line[6..];
        }
    }

    /// <summary>Asks without starting a daemon.</summary>
    /// <returns><c>null</c> when none runs.</returns>
    internal JsonElement? TryGet(string path)
    {
        if (TryConnect() is not { } exchange) return null;
        using (exchange)
        {
            SendOnce(exchange, "GET", path, null);
            return Parse(exchange);
        }
    }

    /// <summary>Starts the daemon and waits until it answers; does nothing when it does already.</summary>
    /// <returns>Whether it had to be started.</returns>
    internal bool EnsureStarted()
    {
        if (TryConnect() is { } running)
        {
            running.Dispose();
            return false;
        }
        new DaemonStarter(home, settings, progress).Start(() => TryConnect());
        return true;
    }

    private JsonElement Ask(string method, string path, byte[]? body, Repeat repeat)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var exchange = Connect();
            try
            {
                exchange.Send(method, path, identity, body);
                return Parse(exchange);
            }
            catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.TimedOut })
            {
                throw CommandFailure.Unreachable(
                    $"The daemon has not answered within {_manner.Patience?.TotalSeconds:0} s; whether it did what was asked is unknown.", "Look before you repeat it: orc status, orc daemon logs");
            }
            catch (IOException e) when (repeat == Repeat.Unsafe)
            {
                throw CommandFailure.Unreachable(
                    $"The connection to the daemon was lost before it answered ({e.Message}) Whether it did what was asked is unknown.",
                    "Look before you repeat it: orc status");
            }
            catch (IOException e) when (attempt == Attempts)
            {
                throw CommandFailure.Unreachable($"The daemon died {Attempts} times while it was asked: {e.Message}", $"See its log: {home.LogFile}");
            }
            catch (IOException)
            {
                // The daemon was killed: the next round starts it and asks again.
            }
        }
    }

    private void SendOnce(HttpExchange exchange, string method, string path, byte[]? body)
    {
        try
        {
            exchange.Send(method, path, identity, body);
        }
        catch (IOException e)
        {
            throw CommandFailure.Unreachable(e.Message, $"See the daemon's log: {home.LogFile}");
        }
    }

    private HttpExchange Connect()
    {
        if (TryConnect() is { } running)
        {
            SaySettingsWait();
            return running;
        }
        if (!_manner.StartsDaemon)
            throw CommandFailure.Unreachable($"The daemon of {home.Path} does not run just now.", "Try again in a moment; any command starts it: orc status");
        _saidSettings = true; // they hold: it is started with them
        return new DaemonStarter(home, settings, progress).Start(() => TryConnect());
    }

    private void SaySettingsWait()
    {
        if (!settings.Any || _saidSettings) return;
        _saidSettings = true;
        progress("orc: the daemon runs already: --config and --set have no effect on it. Start it with them: orc daemon restart, with the same options");
    }

    private HttpExchange? TryConnect()
    {
        home.CheckSocketPaths();
        try
        {
            return HttpExchange.Connect(home.ApiSocket, _manner.Patience);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionRefused or SocketError.AddressNotAvailable || e.NativeErrorCode == NoEntry || !File.Exists(home.ApiSocket))
        {
            return null;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AccessDenied)
        {
            throw CommandFailure.Unreachable($"{home.ApiSocket} may not be opened: {e.Message}.", "The daemon belongs to another user; set ORC_HOME to a directory of your own.");
        }
        catch (SocketException e)
        {
            throw CommandFailure.Unreachable($"{home.ApiSocket} does not answer: {e.Message}.", "See: orc doctor");
        }
    }

    private static JsonElement Parse(HttpExchange exchange)
    {
        ThrowIfRefused(exchange);
        var body = exchange.ReadBody();
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement;
    }

    private static void ThrowIfRefused(HttpExchange exchange)
    {
        if (exchange.Status is >= 200 and < 300) return;
        var body = exchange.ReadBody();
        ErrorAnswer? error = null;
        try
        {
            error = JsonSerializer.Deserialize(body, ApiJson.Default.ErrorAnswer);
        }
        catch (JsonException)
        {
            // Not one of our routes answered.
        }
        throw error is null
            ? CommandFailure.Failed($"The daemon answered with HTTP status {exchange.Status}.", "It may be of another version: orc daemon restart")
            : new CommandFailure(error.Code, error.Message, error.Hint);
    }

    private const int NoEntry = 2;
}
