namespace Orchestrator.Api.Client;

/// <summary>The word in a request by which the daemon knows a repeated one as the same.</summary>
internal static class RequestKey
{
    /// <summary>One that nobody else makes.</summary>
    internal static string New() => Guid.NewGuid().ToString("n");
}
