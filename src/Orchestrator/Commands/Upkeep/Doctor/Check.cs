namespace Orchestrator.Commands.Upkeep.Doctor;

/// <summary>What a look at one thing found.</summary>
/// <param name="Name">The thing.</param>
/// <param name="State"><c>ok</c>, <c>warning</c> (something works less well) or <c>failed</c>.</param>
/// <param name="Found">What was found.</param>
/// <param name="Mend">How to mend it; <c>null</c> when there is nothing to mend.</param>
internal sealed record Check(string Name, string State, string Found, string? Mend = null)
{
    internal const string FailedState = "failed";

    internal static Check Ok(string name, string found) => new(name, "ok", found);

    internal static Check Warning(string name, string found, string mend) => new(name, "warning", found, mend);

    internal static Check Failed(string name, string found, string mend) => new(name, FailedState, found, mend);
}
