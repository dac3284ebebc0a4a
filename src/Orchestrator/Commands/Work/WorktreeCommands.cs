using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc worktree …</c>.</summary>
internal static class WorktreeCommands
{
    internal static Command Build() => new CommandGroup("worktree", "Engineers' worktrees, and which of them nobody needs any more", new ListCommand(), new CollectCommand());

    private static void Write(TextWriter to, JsonElement answer, bool colours, bool collecting)
    {
        var table = new Table("PROJECT", "AGENT", "BRANCH", "PATH", "");
        foreach (var w in answer.Items("worktrees"))
        {
            var fate = w.Text("removed") == "true" ? "removed"
                : w.Text("removable") == "true" ? (collecting ? "would be removed" : "not used; nothing would be lost")
                : (collecting ? "stays: " : "") + w.Text("keeps");
            table.Add(w.Text("project"), w.Text("agent"), w.Text("branch"), w.Text("path"), fate);
        }
        table.Write(to, colours);
    }

    private sealed class ListCommand : OrcCommand
    {
        internal ListCommand()
            : base("list", "Every worktree that Orchestrator made, and why it stays", "orc worktree list")
        {
        }

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Get("/v1/worktrees");
            return call.Answer(answer, to => Write(to, answer, call.Output.Colours, collecting: false));
        }
    }

    private sealed class CollectCommand : OrcCommand
    {
        private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Remove them; without it they are only listed" };

        internal CollectCommand()
            : base("gc", "Remove worktrees that nobody uses and with which nothing would be lost: clean, merged, not locked", "orc worktree gc", "orc worktree gc --yes") => Add(_yes);

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Post("/v1/worktrees/gc", new CollectWorktreesRequest(call.Value(_yes)), ApiJson.Default.CollectWorktreesRequest, Repeat.Safe);
            return call.Answer(answer, to =>
            {
                Write(to, answer, call.Output.Colours, collecting: true);
                if (!call.Value(_yes) && answer.Items("worktrees").Any(w => w.Text("removable") == "true")) to.WriteLine("Remove them: orc worktree gc --yes");
            });
        }
    }
}
