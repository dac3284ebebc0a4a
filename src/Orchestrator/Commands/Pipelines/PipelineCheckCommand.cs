using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Pipelines;

/// <summary><c>orc pipeline check</c>: whether a file is a pipeline; starts nothing, not even the daemon.</summary>
internal sealed class PipelineCheckCommand : OrcCommand
{
    private readonly Argument<string> _file = new("file") { Description = "A YAML file, or - for standard input" };

    internal PipelineCheckCommand()
        : base("check", "Say what is wrong with a pipeline's file; start nothing", "orc pipeline check examples/pipelines/build.yaml") => Add(_file);

    protected override int Run(Invocation call)
    {
        var plan = PipelineFile.Read(call.Value(_file), null, null).Plan;
        var panes = plan.Stages.Sum(s => s.Panes.Count);
        var answer = new PipelineCheckAnswer(new PipelineCheckInfo(plan.Name, [.. plan.Stages.Select(s => s.Name)], panes));
        return call.Answer(
            JsonSerializer.SerializeToElement(answer, ApiJson.Default.PipelineCheckAnswer),
            to => to.WriteLine($"{plan.Name}: {plan.Stages.Count} stages, {panes} panes, nothing wrong."));
    }
}
