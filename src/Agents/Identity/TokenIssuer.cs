using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Agents.Identity;

/// <summary>Issues and checks the tokens by which an agent's process proves who it is. Each incarnation's is another.</summary>
/// <remarks>Nothing is stored: a token is the HMAC-SHA256 of target and incarnation under the secret of this ORC_HOME.</remarks>
public sealed class TokenIssuer
{
    /// <summary>The secret's length in bytes.</summary>
    public const int SecretLength = 32;

    private readonly byte[] _secret;

    /// <param name="secret">Exactly <see cref="SecretLength"/> random bytes.</param>
    public TokenIssuer(byte[] secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        ArgumentOutOfRangeException.ThrowIfNotEqual(secret.Length, SecretLength);
        _secret = secret;
    }

    /// <summary>The token of one incarnation: 64 hexadecimal digits.</summary>
    public string Issue(AgentTarget target, int incarnation) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{target}|{incarnation}"))));

    /// <summary>Whether the token is that incarnation's. Takes the same time for every wrong one.</summary>
    public bool IsValid(string token, AgentTarget target, int incarnation)
    {
        ArgumentNullException.ThrowIfNull(token);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Issue(target, incarnation)));
    }
}
