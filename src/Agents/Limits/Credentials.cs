namespace Orchestrator.Agents.Limits;

/// <summary>Names of what agents are billed to; those on one credential share its usage limit.</summary>
public static class Credentials
{
    /// <summary>Why a text cannot be such a name; <c>null</c> when it can.</summary>
    public static string? Problem(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SafeName.Problem(text) is { } problem ? $"{SafeName.Quote(text)} cannot be a credential's name: {problem}." : null;
    }
}
