using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Panes;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Sessions;

/// <summary><c>orc session …</c>.</summary>
internal static class SessionCommands
{
    internal static Command Build() => new CommandGroup(
        "session", "Create, list, mend and end tmux sessions",
        new CreateCommand(),
        new ListCommand(),
        new OneCommand("show", "A session and its panes", call => call.Get),
        new OneCommand("sync", "Mend labels and layouts after changes by hand in tmux", call => path => call.Post(path + "/sync", Repeat.Safe)),
        new KillCommand());

    private static string Address(string session) => $"/v1/sessions/{Uri.EscapeDataString(session)}";

    private static void Write(TextWriter to, JsonElement answer, bool colours)
    {
        foreach (var change in answer.Items("changes")) to.WriteLine(JsonAnswers.Printable(change.GetString()!));
        PaneText.Write(to, answer.Items("panes"), colours);
    }

    private sealed class CreateCommand : OrcCommand
    {
        private readonly Argument<string> _name = new("name") { Description = "Letters, digits, - and _" };
        private readonly Option<string> _directory = new("--dir", "-d") { Description = "Where its panes start (default: here)", HelpName = "DIR" };
        private readonly Option<string> _layout = new("--layout", "-l") { Description = "Its panes: development (editor, terminal, output), monitoring (status, errors, resources, metrics, log), a tmux layout or a saved one", HelpName = "LAYOUT" };

        internal CreateCommand()
            : base("create", "Create a session", "orc session create dev --dir ~/shop --layout development")
        {
            Add(_name);
            Add(_directory);
            Add(_layout);
        }

        protected override int Run(Invocation call)
        {
            var request = new CreateSessionRequest(call.Value(_name), Path.GetFullPath(call.Value(_directory) ?? "."), call.Value(_layout));
            var answer = call.Daemon.Post("/v1/sessions", request, SessionJson.Default.CreateSessionRequest, Repeat.Unsafe);
            return call.Answer(answer, to => Write(to, answer, call.Output.Colours));
        }
    }

    private sealed class ListCommand() : OrcCommand("list", "The sessions of our tmux server", "orc session list --json")
    {
        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Get("/v1/sessions");
            return call.Answer(answer, to =>
            {
                var table = new Table("SESSION", "WINDOWS", "ATTACHED", "CREATED");
                foreach (var s in answer.Items("sessions")) table.Add(s.Text("name"), s.Text("windows"), s.Text("attached"), s.Text("created_at"));
                table.Write(to, call.Output.Colours);
            });
        }
    }

    private sealed class OneCommand : OrcCommand
    {
        private readonly Argument<string> _name = new("name") { Description = "The session's name" };
        private readonly Func<DaemonClient, Func<string, JsonElement>> _ask;

        internal OneCommand(string verb, string description, Func<DaemonClient, Func<string, JsonElement>> ask)
            : base(verb, description, $"orc session {verb} dev")
        {
            _ask = ask;
            Add(_name);
        }

        protected override int Run(Invocation call)
        {
            var answer = _ask(call.Daemon)(Address(call.Value(_name)));
            return call.Answer(answer, to => Write(to, answer, call.Output.Colours));
        }
    }

    private sealed class KillCommand : OrcCommand
    {
        private readonly Argument<string> _name = new("name") { Description = "The session's name" };
        private readonly Option<bool> _force = new("--force") { Description = "Even when agents work in it; their supervisors then start them again" };

        internal KillCommand()
            : base("kill", "End every process of a session, then the session", "orc session kill dev")
        {
            Add(_name);
            Add(_force);
        }

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Delete(Address(call.Value(_name)) + (call.Value(_force) ? "?force=true" : ""), Repeat.Unsafe);
            return call.Answer(answer, to => to.WriteLine($"Session {call.Value(_name)} is gone."));
        }
    }
}
