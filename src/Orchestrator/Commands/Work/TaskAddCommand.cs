using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc task add</c>.</summary>
internal sealed class TaskAddCommand : OrcCommand
{
    private readonly Argument<string> _title = new("title") { Description = "What is wanted, in one line" };
    private readonly Option<string> _project = ProjectChoice.Option();
    private readonly Option<string> _text = new("--text") { Description = "What is wanted, in full", HelpName = "TEXT" };
    private readonly Option<string> _file = new("--file", "-f") { Description = "A file with the full text; - for standard input", HelpName = "FILE" };
    private readonly Option<string> _role = new("--role") { Description = "Who is wanted for it: developer, tester, …", HelpName = "ROLE" };
    private readonly Option<string> _owner = new("--owner") { Description = "Who gets it at once", HelpName = "AGENT" };
    private readonly Option<string> _priority = new("--priority") { Description = "critical, high, normal or low (default: normal)", HelpName = "PRIORITY" };
    private readonly Option<string[]> _after = new("--after") { Description = "A task that must be done before: T1, bank:T1 of another project, or bank for all of that", HelpName = "TASK", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string[]> _criteria = new("--criterion") { Description = "How it will be checked", HelpName = "TEXT" };

    internal TaskAddCommand()
        : base(
            "add", "Add a task",
            "orc task add \"Price list\" --priority high --criterion \"make test passes\"",
            "orc task add \"Deploy the shop\" --role devops --after T1 T2 bank:T4")
    {
        Add(_title);
        foreach (Option option in (Option[])[_project, _text, _file, _role, _owner, _priority, _after, _criteria]) Add(option);
    }

    protected override int Run(Invocation call)
    {
        var project = ProjectChoice.Of(call, call.Value(_project));
        var text = call.Has(_text) || call.Has(_file) ? Invocation.TextOf(call.Value(_text) is { } given ? [given] : [], call.Value(_file)) : null;
        var request = new AddTaskRequest(
            Guid.NewGuid().ToString("N"), call.Value(_title), text, call.Value(_role), call.Value(_owner), call.Value(_priority), call.Value(_after), call.Value(_criteria));
        var answer = call.Daemon.Post(ProjectChoice.Path(project, "tasks"), request, ApiJson.Default.AddTaskRequest, Repeat.Safe);
        return call.Answer(answer, to => TaskCommands.Write(to, answer.GetProperty("task")));
    }
}
