using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Projects;

/// <summary><c>orc resume</c>: starts stopped or interrupted projects again where they were.</summary>
internal sealed class ResumeCommand : OrcCommand
{
    private readonly Option<string> _project = new("--project", "-p")
    {
        Description = "The project's name or directory (default: the current directory's)",
        HelpName = "DIR|NAME",
    };

    private readonly Argument<string?> _name = new("project") { Description = "The same, without --project", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _all = new("--all") { Description = "Every project" };

    internal ResumeCommand()
        : base("resume", "Start a stopped or interrupted project again where it was", "orc resume --project shop", "orc resume --all")
    {
        Add(_name);
        Add(_project);
        Add(_all);
    }

    protected override int Run(Invocation call)
    {
        var named = call.Value(_project) ?? call.Optional(_name);
        if (call.Value(_all) && named is not null)
            throw CommandFailure.Usage("Both a project and --all are given.", "Write one of them.");
        var answer = call.Daemon.Post("/v1/resume", Request(named, call.Value(_all)), ApiJson.Default.ResumeRequest, Repeat.Safe);
        return call.Answer(answer, to => Write(to, answer, call.Output.Colours));
    }

    /// <summary>A name when it can be one and no directory of that name is meant by a path; both go along, the daemon knows which exists.</summary>
    private static ResumeRequest Request(string? named, bool all) => all
        ? new ResumeRequest(All: true)
        : named is null
            ? new ResumeRequest(Directory: Path.GetFullPath("."))
            : named.Contains('/', StringComparison.Ordinal) || named is "." or ".."
                ? new ResumeRequest(Directory: Path.GetFullPath(named))
                : new ResumeRequest(named, Path.GetFullPath(named));

    private static void Write(TextWriter to, JsonElement answer, bool colours)
    {
        var projects = answer.Object("project") is { } one ? [one] : answer.Items("projects").ToList();
        foreach (var project in projects)
            ProjectText.Write(to, project, colours, TimeProvider.System.GetUtcNow());
        if (projects.Count == 0)
            to.WriteLine("There is no project.");
        if (answer.Object("recovered") is { } recovered)
            to.WriteLine($"{recovered.Text("rebound")} agents went on, {recovered.Text("restarted")} were started again, {recovered.Text("recreated")} got a new window.");
    }
}
