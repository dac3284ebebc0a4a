using System.Diagnostics.CodeAnalysis;

namespace Orchestrator.Agents.Specs;

/// <summary>A spec, or every reason why the text is none.</summary>
public sealed record SpecResult
{
    private SpecResult(Spec? spec, IReadOnlyList<SpecError> errors) => (Spec, Errors) = (spec, errors);

    /// <summary>The spec; null when there is an error.</summary>
    public Spec? Spec { get; }

    /// <summary>In the order of their lines; empty when there is a spec.</summary>
    public IReadOnlyList<SpecError> Errors { get; }

    /// <summary>Whether there is a spec.</summary>
    [MemberNotNullWhen(true, nameof(Spec))]
    public bool IsValid => Spec is not null;

    internal static SpecResult Of(Spec spec) => new(spec, []);

    internal static SpecResult Failed(params IReadOnlyList<SpecError> errors) => new(null, errors);
}
