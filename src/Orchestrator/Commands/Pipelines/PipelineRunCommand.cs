using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Pipelines;

/// <summary><c>orc pipeline run</c>: starts a run, and with <c>--watch</c> shows it until it is over.</summary>
internal sealed class PipelineRunCommand : OrcCommand
{
    private readonly Argument<string> _file = new("file") { Description = "A YAML file, or - for standard input" };
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Show it until it is over; exit code 0 when it succeeded, else 1" };
    private readonly Option<string> _dir = new("--dir", "-C") { Description = "Where its panes work; the current directory unless given", HelpName = "DIRECTORY" };
    private readonly Option<string> _name = new("--name") { Description = "Instead of the name in the file", HelpName = "NAME" };

    internal PipelineRunCommand()
        : base("run", "Run a pipeline", "orc pipeline run examples/pipelines/build.yaml --watch", "orc pipeline run ci.yaml --dir ~/shop --json")
    {
        Add(_file);
        foreach (Option option in (Option[])[_watch, _dir, _name])
            Add(option);
    }

    protected override int Run(Invocation call)
    {
        var file = PipelineFile.Read(call.Value(_file), call.Value(_dir), call.Value(_name));
        var request = new RunPipelineRequest(file.Source, file.Text, file.Directory, Guid.NewGuid().ToString("N"), call.Value(_name));
        var answer = call.Daemon.Post("/v1/pipelines", request, ApiJson.Default.RunPipelineRequest, Repeat.Safe);
        var run = answer.Text("id");
        if (call.Value(_watch)) return new PipelineWatch(call, run).Show();
        return call.Answer(answer, to =>
        {
            to.WriteLine($"{run} runs in session {answer.GetProperty("run").Text("session")}.");
            to.WriteLine($"See: orc pipeline show {run}");
        });
    }
}
