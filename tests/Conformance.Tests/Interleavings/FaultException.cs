using Akka.Actor;

namespace Orchestrator.Conformance.Tests.Interleavings;

/// <summary>What an actor of a random program throws.</summary>
public sealed class FaultException(int kind, int number) : Exception($"fault {number} of kind {kind}")
{
    public const int Kinds = 4;

    /// <summary>Supervisors decide by it.</summary>
    public int Kind { get; } = kind;
}

/// <summary>What is known of one thrown exception.</summary>
internal sealed class FaultModel(Exception exception, NodeModel thrower)
{
    public Exception Exception { get; } = exception;

    /// <summary>The actor that threw, then those to which it was escalated.</summary>
    public List<NodeModel> Carriers { get; } = [thrower];

    /// <summary>Whose supervisor decides next.</summary>
    public NodeModel Carrier => Carriers[^1];

    /// <summary>The actors that may be restarted because of it.</summary>
    public HashSet<NodeModel> Restarts { get; } = [];
}

/// <summary>How one actor of a program treats its children.</summary>
/// <param name="Directives">One for each kind of fault.</param>
/// <param name="AllForOne">Whether what is done to one is done to all.</param>
/// <param name="MaxRestarts">Of one child; negative for any number.</param>
/// <param name="KeepsChildren">Whether children live through its own restart.</param>
internal sealed record Traits(Directive[] Directives, bool AllForOne, int MaxRestarts, bool KeepsChildren)
{
    public static Traits Draw(Random random, bool isRoot)
    {
        var directives = Enumerable.Range(0, FaultException.Kinds).Select(_ => random.Next(10) switch
        {
            < 3 => Directive.Resume,
            < 7 => Directive.Restart,
            < 8 => Directive.Stop,
            _ => isRoot ? Directive.Restart : Directive.Escalate,
        }).ToArray();
        var allForOne = random.Next(3) == 0;
        return new Traits(directives, allForOne, !allForOne && random.Next(3) == 0 ? random.Next(3) : -1, random.Next(2) == 0);
    }
}
