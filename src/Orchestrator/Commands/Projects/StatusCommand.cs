using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Projects;

/// <summary><c>orc status</c>: how projects and agents stand, once or at every change.</summary>
internal sealed class StatusCommand : OrcCommand
{
    private readonly Argument<string?> _project = new("project") { Description = "Only this one", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _watch = new("--watch", "-w") { Description = "Go on, and show every change" };

    internal StatusCommand()
        : base("status", "Projects, agents, next check-ins", "orc status", "orc status shop --watch")
    {
        Add(_project);
        Add(_watch);
    }

    protected override int Run(Invocation call)
    {
        var project = call.Optional(_project);
        var query = project is null ? "" : $"?project={Uri.EscapeDataString(project)}";
        if (!call.Value(_watch))
        {
            var answer = call.Daemon.Get("/v1/projects" + query);
            return call.Answer(answer, to => Write(to, answer, call.Output.Colours));
        }
        call.Daemon.EnsureStarted();
        foreach (var line in call.Daemon.Follow("/v1/projects/follow" + query))
        {
            using var snapshot = JsonDocument.Parse(line);
            if (call.Output.Json)
            {
                call.Output.StreamObject(call.Command, snapshot.RootElement);
                continue;
            }
            if (call.Output.Colours) call.Output.People.Write("\e[H\e[2J"); // a terminal: in place
            Write(call.Output.People, snapshot.RootElement, call.Output.Colours);
            if (!call.Output.Colours) call.Output.People.WriteLine();
            call.Output.People.Flush();
        }
        throw CommandFailure.Unreachable("The daemon ended.", "Any command starts it again: orc status --watch");
    }

    private static void Write(TextWriter to, JsonElement answer, bool colours)
    {
        var now = TimeProvider.System.GetUtcNow();
        var projects = answer.Items("projects").ToList();
        if (projects.Count > 1) to.WriteLine(ProjectText.Summary(projects) + "\n");
        foreach (var project in projects)
            ProjectText.Write(to, project, colours, now);
        if (projects.Count == 0)
            to.WriteLine("No project yet. Start one: orc launch --spec spec.md --project DIR");
        if (answer.Object("orchestrator") is { } root)
        {
            to.WriteLine(Paint.Text("orchestrator", Tint.Bold, colours));
            ProjectText.WriteAgents(to, [root], colours, now);
        }
    }
}
