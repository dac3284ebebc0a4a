using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc sync</c>: how agents' branches stand to what has landed and to each other. Changes nothing.</summary>
internal sealed class SyncCommand : OrcCommand
{
    private readonly Argument<string?> _project = new("project") { Description = "Which project (default: your own, or the only one)", Arity = ArgumentArity.ZeroOrOne };

    internal SyncCommand()
        : base("sync", "Who is ahead, behind, has uncommitted work or would conflict", "orc sync shop", "orc sync shop --json") => Add(_project);

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Get(ProjectChoice.Path(ProjectChoice.Of(call, call.Optional(_project)), "sync"));
        return call.Answer(answer, to =>
        {
            var table = new Table("AGENT", "BRANCH", "AHEAD", "BEHIND", "NOT COMMITTED", "NOT PUSHED", "CONFLICTS WITH WHAT LANDED");
            foreach (var a in answer.Items("agents"))
            {
                table.Add(
                    a.Text("agent"), a.Text("branch"), a.Text("ahead"), a.Text("behind"), a.Text("changed"), a.Text("unpushed") is { Length: > 0 } pushed ? pushed : "-",
                    a.Text("problem") is { Length: > 0 } problem ? problem : string.Join(", ", a.Items("conflicts").Select(f => f.GetString())));
            }
            table.Write(to, call.Output.Colours);
            foreach (var c in answer.Items("conflicts"))
                to.WriteLine($"{c.Text("one")} and {c.Text("other")} would conflict: {string.Join(", ", c.Items("files").Select(f => f.GetString()))}");
            if (answer.Text("start_behind") is { Length: > 0 } behind && behind != "0")
                to.WriteLine($"{answer.Text("start_branch")} is {behind} commits behind {answer.Text("integration_branch")}.");
        });
    }
}
