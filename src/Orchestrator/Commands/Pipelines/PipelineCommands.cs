using Orchestrator.Api.Client;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Pipelines;

/// <summary><c>orc pipeline …</c>.</summary>
internal static class PipelineCommands
{
    internal static Command Build() => new CommandGroup(
        "pipeline", "Run stages of commands in panes", new PipelineRunCommand(), new PipelineCheckCommand(), new PipelineListCommand(), new PipelineShowCommand(), new PipelineCancelCommand());

    internal static string RouteOf(string run) => $"/v1/pipelines/{Uri.EscapeDataString(run)}";

    private sealed class PipelineListCommand : OrcCommand
    {
        internal PipelineListCommand()
            : base("list", "The runs, the newest first", "orc pipeline list")
        {
        }

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Get("/v1/pipelines");
            return call.Answer(answer, to => PipelineText.WriteList(to, answer.Items("runs"), call.Output.Colours));
        }
    }

    private sealed class PipelineShowCommand : OrcCommand
    {
        private readonly Argument<string> _run = new("run") { Description = "The run's id, e.g. build-3; for a pipeline's name, its newest run" };

        internal PipelineShowCommand()
            : base("show", "How a run's stages and panes stand", "orc pipeline show build-3") => Add(_run);

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Get(RouteOf(call.Value(_run)));
            return call.Answer(answer, to => PipelineText.Write(to, answer.GetProperty("run"), call.Output.Colours));
        }
    }

    private sealed class PipelineCancelCommand : OrcCommand
    {
        private readonly Argument<string> _run = new("run") { Description = "The run's id, e.g. build-3" };

        internal PipelineCancelCommand()
            : base("cancel", "End a run, with everything that runs in its panes", "orc pipeline cancel build-3") => Add(_run);

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Post(RouteOf(call.Value(_run)) + "/cancel", Repeat.Unsafe);
            var run = answer.GetProperty("run");
            return call.Answer(answer, to => to.WriteLine(run.Text("state") == "cancelled" ? $"{run.Text("id")} is cancelled." : $"{run.Text("id")} is ending."));
        }
    }
}
