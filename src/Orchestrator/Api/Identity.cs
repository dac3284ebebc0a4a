namespace Orchestrator.Api;

/// <summary>Who a command is run by: an agent, as its environment says, or a person.</summary>
/// <param name="Target">The agent's target; <c>null</c> for a person.</param>
/// <param name="Incarnation">Which of its incarnations.</param>
/// <param name="Token">Proves both.</param>
internal sealed record Identity(string? Target, string? Incarnation, string? Token)
{
    internal const string TargetHeader = "X-Orc-Target";
    internal const string IncarnationHeader = "X-Orc-Incarnation";

    internal static Identity Person { get; } = new(null, null, null);

    internal static Identity FromEnvironment()
    {
        var token = Environment.GetEnvironmentVariable("ORC_TOKEN");
        return string.IsNullOrEmpty(token)
            ? Person
            : new Identity(Environment.GetEnvironmentVariable("ORC_TARGET"), Environment.GetEnvironmentVariable("ORC_INCARNATION"), token);
    }
}
