using Orchestrator.Api.Client;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Limits;

/// <summary><c>orc limits …</c>.</summary>
internal static class LimitCommands
{
    internal static Command Build() => new CommandGroup(
        "limits", "Usage limits and failed turns that agents wait for", new ListCommand(), new ClearCommand());

    private sealed class ListCommand : OrcCommand
    {
        internal ListCommand()
            : base("list", "What holds agents, and until when", "orc limits list")
        {
        }

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Get("/v1/limits");
            return call.Answer(answer, to => Write(to, [.. answer.Items("limits")], call.Output.Colours));
        }

        private static void Write(TextWriter to, IReadOnlyList<JsonElement> limits, bool colours)
        {
            if (limits.Count == 0)
            {
                to.WriteLine("No limit holds anybody.");
                return;
            }

            var table = new Table("LIMIT", "REASON", "UNTIL", "SAID BY", "AGENTS", "TEXT");
            foreach (var limit in limits)
            {
                table.Add(
                    limit.Text("name"), limit.Text("reason"), limit.Text("until") is { Length: > 0 } until ? until : "cleared", limit.Text("by"),
                    string.Join(", ", limit.GetProperty("agents").EnumerateArray().Select(a => a.GetString())), limit.Text("text"));
            }

            table.Write(to, colours);
        }
    }

    private sealed class ClearCommand : OrcCommand
    {
        private readonly Argument<string> _name = new("name") { Description = "A credential, e.g. claude, or an agent's target, as \"orc limits list\" shows them" };

        internal ClearCommand()
            : base("clear", "End one now: its agents go on, and are held again should their CLIs say so again", "orc limits clear claude", "orc limits clear shop:developer") => Add(_name);

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Delete($"/v1/limits/{Uri.EscapeDataString(call.Value(_name))}", Repeat.Unsafe);
            return call.Answer(answer, to => to.WriteLine($"{call.Value(_name)} is cleared."));
        }
    }
}
