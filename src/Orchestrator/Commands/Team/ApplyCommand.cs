using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Team;

/// <summary><c>orc apply</c>: makes a project what a file says.</summary>
internal sealed class ApplyCommand : OrcCommand
{
    private readonly Argument<string> _file = new("file") { Description = "YAML with the keys of a spec's front matter (name, team, profile, check_in …), or a spec" };
    private readonly Option<string> _name = new("--name", "-n") { Description = "The project's name, where the file does not say it", HelpName = "NAME" };
    private readonly Option<string> _project = new("--project", "-p") { Description = "The directory to work in, should the project have to be launched (default: the current one)", HelpName = "DIR" };
    private readonly Option<string> _agentCommand = new("--agent-command") { Description = "Run this command in every window, should the project have to be launched", HelpName = "CMD" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show the difference; change nothing" };

    internal ApplyCommand()
        : base(
            "apply", "Make a project what a file says: members join and leave, profiles, check-ins and the spec change; a second time there is nothing to do",
            "orc apply team.yaml --dry-run",
            "orc apply spec.md --project ~/src/shop")
    {
        Add(_file);
        foreach (Option option in (Option[])[_name, _project, _agentCommand, _dryRun])
            Add(option);
    }

    protected override int Run(Invocation call)
    {
        var request = new ApplyRequest(
            Path.GetFullPath(call.Value(_file)), call.Value(_name), Path.GetFullPath(call.Value(_project) ?? "."), call.Value(_dryRun), call.Value(_agentCommand), RequestKey.New());
        var answer = call.Daemon.Post("/v1/apply", request, ApiJson.Default.ApplyRequest, Repeat.Safe);
        return call.Answer(answer, to =>
        {
            var name = answer.Text("project");
            var changes = answer.Items("changes").ToList();
            if (changes.Count == 0) to.WriteLine($"{name} is as the file says: nothing to do.");
            foreach (var change in changes)
            {
                var sign = change.Text("action") switch { "add" or "launch" => "+", "end" => "-", _ => "~" };
                to.WriteLine($"{sign} {change.Text("target")}  {change.Text("action").Replace('_', ' ')}{(change.Text("role") is { Length: > 0 } role ? $" ({role})" : "")}: {change.Text("detail")}");
            }
            foreach (var note in answer.Items("notes"))
                to.WriteLine($"  {JsonAnswers.Printable(note.GetString() ?? "")}");
            if (changes.Count > 0 && call.Value(_dryRun)) to.WriteLine("Nothing was changed. Do it: the same without --dry-run");
        });
    }
}
