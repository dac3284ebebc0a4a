using Orchestrator.Agents.Identity;
using Orchestrator.Commands.Shared;
using System.Security.Cryptography;

namespace Orchestrator.Daemon;

/// <summary>The random bytes that an ORC_HOME's tokens are made with: made once, readable for this user alone.</summary>
internal static class Secret
{
    /// <summary>Reads it, or makes it at the first start. Called under the daemon's lock.</summary>
    /// <exception cref="CommandFailure">The file is damaged or cannot be written.</exception>
    internal static byte[] ReadOrCreate(string path)
    {
        if (File.Exists(path))
        {
            var stored = File.ReadAllBytes(path);
            if (stored.Length == TokenIssuer.SecretLength) return stored;
            throw CommandFailure.Failed(
                $"{path} has {stored.Length} bytes instead of {TokenIssuer.SecretLength}: it is damaged.",
                "Delete it: a new one is made, and agents that run must be restarted to use orc again.");
        }
        var secret = RandomNumberGenerator.GetBytes(TokenIssuer.SecretLength);
        var unfinished = path + ".new";
        File.Delete(unfinished);
        using (var file = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            file.Write(secret);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path);
        return secret;
    }
}
