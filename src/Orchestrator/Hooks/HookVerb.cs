using Orchestrator.Api;
using Orchestrator.Daemon;
using System.Text.Json;

namespace Orchestrator.Hooks;

/// <summary><c>orc hook</c>: what the hooks of the agents' CLIs call, with the event as JSON on standard input.</summary>
/// <remarks>It always ends with 0: a CLI may take an exit code for a veto. To standard output it prints nothing, which a CLI may take for the model's context, but a
/// permission's decision by the rules. Without one, as while the daemon is away, the CLI shows its dialog.</remarks>
internal static class HookVerb
{
    /// <param name="input">The event.</param>
    /// <param name="output">For a decision; opened only for one, since that takes milliseconds.</param>
    /// <param name="error">What is wrong, in words; opened only for that.</param>
    /// <param name="variable">The environment.</param>
    /// <returns>The exit code.</returns>
    internal static int Run(Stream input, Func<TextWriter> output, Func<TextWriter> error, Func<string, string?> variable)
    {
        if (variable(OrcHome.Variable) is not { Length: > 0 } home || variable("ORC_TOKEN") is not { Length: > 0 } token)
            return Said(error, "it is called outside of an agent of Orchestrator; nothing is told.");
        try
        {
            if (HookPayload.Read(ReadAll(input)) is { } request)
            {
                var identity = new Identity(variable("ORC_TARGET"), variable("ORC_INCARNATION"), token);
                var answer = HookPost.TrySend(Path.Combine(home, "api.sock"), identity, HookPayload.ToBytes(request));
                if (request.Answers && answer is not null && HookPayload.Decision(answer) is { } decision) output().Write(decision);
            }
            return ExitCodeOfHooks;
        }
        catch (Exception e) when (e is JsonException or IOException or InvalidOperationException) // the last: a name that is no text
        {
            return Said(error, $"what came on standard input cannot be used: {e.Message}");
        }
    }

    private const int ExitCodeOfHooks = 0;

    private static int Said(Func<TextWriter> error, string what)
    {
        error().WriteLine("orc hook: " + what);
        return ExitCodeOfHooks;
    }

    private static ReadOnlyMemory<byte> ReadAll(Stream input)
    {
        using var payload = new MemoryStream();
        var chunk = new byte[64 * 1024];
        for (var read = input.Read(chunk); read > 0; read = input.Read(chunk))
        {
            // What is too much is read all the same: a CLI whose pipe is closed early may take that for a failure.
            if (payload.Length <= HookPayload.MaxBytes) payload.Write(chunk, 0, read);
        }
        return payload.Length <= HookPayload.MaxBytes
            ? payload.ToArray()
            : throw new IOException($"it is larger than {HookPayload.MaxBytes >> 20} MiB.");
    }
}
