using System.Globalization;

namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>One reason why a text is no pipeline.</summary>
/// <param name="Source">The file.</param>
/// <param name="Line">From 1; 0 means the file as a whole.</param>
/// <param name="Column">From 1; 0 with line 0.</param>
/// <param name="Message">Names the thing and the value.</param>
/// <param name="Hint">What to write instead; may be empty.</param>
public sealed record PipelineProblem(string Source, int Line, int Column, string Message, string Hint)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var place = Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Source}, line {Line}, column {Column}") : Source;
        return $"{place}: {Message} {Hint}".TrimEnd();
    }
}

/// <summary>A pipeline, or every reason why the text is none.</summary>
/// <param name="Plan">The pipeline; <c>null</c> when there is a problem.</param>
/// <param name="Problems">In the order of their places; empty when there is a plan.</param>
public sealed record PipelineResult(PipelinePlan? Plan, IReadOnlyList<PipelineProblem> Problems);
