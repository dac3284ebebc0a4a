namespace Orchestrator.Agents.Specs;

/// <summary>One reason why a spec, or a team made of it, cannot be used.</summary>
/// <param name="Source">Where it was written: the spec's path or an option (<c>--roles</c>).</param>
/// <param name="Line">The line in the source, from 1; 0 means the source as a whole.</param>
/// <param name="Message">Names the thing and the value.</param>
/// <param name="Hint">What to write instead.</param>
public sealed record SpecError(string Source, int Line, string Message, string Hint)
{
    /// <inheritdoc />
    public override string ToString() =>
        (Line > 0 ? $"{Source}, line {Line}: {Message} {Hint}" : $"{Source}: {Message} {Hint}").TrimEnd();
}
