using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc merge …</c>.</summary>
internal static class MergeCommands
{
    internal static Command Build() => new CommandGroup("merge", "The merge queue: agents' commits come together one at a time, tested", new RequestCommand(), new ListCommand());

    private static void Write(TextWriter to, IEnumerable<JsonElement> merges, bool colours)
    {
        var table = new Table("MERGE", "STATE", "AGENT", "TASK", "COMMIT", "TESTS", "TITLE", "");
        foreach (var m in merges)
        {
            table.Add(
                m.Text("id"), m.Text("state"), m.Text("agent"), m.Text("task"), m.Text("commit") is { Length: > 10 } commit ? commit[..10] : "",
                m.Text("test_exit_code") switch { "" => "-", "0" when m.Text("test_command").Length == 0 => "none", "0" => "passed", var code => $"exit {code}" }, m.Text("title"), m.Text("detail"));
        }
        table.Write(to, colours);
    }

    private sealed class ListCommand : OrcCommand
    {
        private readonly Argument<string?> _project = new("project") { Description = "Which project (default: your own, or the only one)", Arity = ArgumentArity.ZeroOrOne };

        internal ListCommand()
            : base("list", "The merge queue, the oldest first", "orc merge list shop") => Add(_project);

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Get(ProjectChoice.Path(ProjectChoice.Of(call, call.Optional(_project)), "merges"));
            return call.Answer(answer, to => Write(to, answer.Items("merges"), call.Output.Colours));
        }
    }

    private sealed class RequestCommand : OrcCommand
    {
        private readonly Argument<string?> _agent = new("agent") { Description = "Whose commits: project:agent (default: your own)", Arity = ArgumentArity.ZeroOrOne };

        internal RequestCommand()
            : base("request", "Put an agent's commits into the merge queue without a task", "orc merge request shop:developer") => Add(_agent);

        protected override int Run(Invocation call)
        {
            var target = call.Optional(_agent) ?? Environment.GetEnvironmentVariable("ORC_TARGET") ?? throw CommandFailure.Usage("Nobody is named.", "Write whose commits: orc merge request shop:developer");
            if (target.Split(':') is not [var project, var agent]) throw CommandFailure.Usage($"\"{target}\" is no project:agent.", "Write for example shop:developer.");
            var answer = call.Daemon.Post(ProjectChoice.Path(project, "merges"), new MergeRequest(agent), ApiJson.Default.MergeRequest, Repeat.Safe);
            return call.Answer(answer, to => Write(to, [answer.GetProperty("merge")], call.Output.Colours));
        }
    }
}
