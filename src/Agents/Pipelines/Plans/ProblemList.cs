using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Agents.Pipelines.Plans;

/// <summary>Collects what is wrong with one file, so that all of it is said at once.</summary>
internal sealed class ProblemList(string source)
{
    private readonly List<PipelineProblem> _found = [];

    public int Count => _found.Count;

    public IReadOnlyList<PipelineProblem> Found => [.. _found.OrderBy(p => p.Line).ThenBy(p => p.Column)];

    public void Add(YamlNode at, string message, string hint = "") => Add(at.Start, message, hint);

    public void Add(Mark at, string message, string hint = "") =>
        _found.Add(new PipelineProblem(source, (int)at.Line, (int)at.Column, message, hint));

    public void AddWhole(string message, string hint) => _found.Add(new PipelineProblem(source, 0, 0, message, hint));
}
