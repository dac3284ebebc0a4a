using System.Security.Cryptography;
using System.Text;

namespace Orchestrator.Agents.CheckIns;

/// <summary>A digest of what an agent's work leaves behind, by which it is known whether anything has changed.</summary>
public static class WorkTrace
{
    /// <summary>The digest of the parts; null when one of them could not be looked at, which counts as a change.</summary>
    public static string? Of(params IReadOnlyList<string?> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Any(p => p is null)) return null;
        var text = string.Join('\u0001', parts);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
