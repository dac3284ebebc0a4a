using Orchestrator.Api.Client;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Commands.Subscriptions;

/// <summary><c>orc subscriptions …</c>.</summary>
internal static class SubscriptionsCommands
{
    internal static Command Build() => new CommandGroup("subscriptions", "List and cancel subscriptions, and see what fired", new ListCommand(), new CancelCommand(), new LogCommand());

    private sealed class ListCommand() : OrcCommand("list", "The subscriptions there are", "orc subscriptions list")
    {
        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Get("/v1/subscriptions");
            return call.Answer(answer, to =>
            {
                var table = new Table("SUBSCRIPTION", "EVENT", "PANE", "ACTION", "FIRED", "LEFT OUT", "GAPS", "LAST");
                foreach (var s in answer.Items("subscriptions"))
                {
                    table.Add(
                        s.Text("id"), $"{s.Text("kind")} {s.Text("pattern")}{(s.Text("after_seconds") is { Length: > 0 } after ? after + "s" : "")}".TrimEnd(), $"{s.Text("session")} {s.Text("pane")}",
                        Short($"{s.Text("action")} {s.Text("target")} {s.Text("command")}"), s.Text("fired"), s.Text("left_out"), s.Text("gaps"), s.Text("last_fired_at"));
                }

                table.Write(to, call.Output.Colours);
            });
        }
    }

    private sealed class CancelCommand : OrcCommand
    {
        private readonly Argument<string> _id = new("id") { Description = "E.g. sub-3" };

        internal CancelCommand()
            : base("cancel", "End one", "orc subscriptions cancel sub-3") => Add(_id);

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Delete($"/v1/subscriptions/{Uri.EscapeDataString(call.Value(_id))}", Repeat.Unsafe);
            return call.Answer(answer, to => to.WriteLine($"{call.Value(_id)} is cancelled."));
        }
    }

    private sealed class LogCommand : OrcCommand
    {
        private readonly Argument<string?> _id = new("id") { Description = "Only this one's", Arity = ArgumentArity.ZeroOrOne };
        private readonly Option<int> _limit = new("--limit", "-n") { Description = "The newest so many", HelpName = "N", DefaultValueFactory = _ => 50 };

        internal LogCommand()
            : base("log", "What fired, and what became of it", "orc subscriptions log sub-3 --limit 10")
        {
            Add(_id);
            Add(_limit);
        }

        protected override int Run(Invocation call)
        {
            var query = "?limit=" + call.Value(_limit).ToString(CultureInfo.InvariantCulture) + (call.Optional(_id) is { } id ? "&id=" + Uri.EscapeDataString(id) : "");
            var answer = call.Daemon.Get("/v1/subscriptions/log" + query);
            return call.Answer(answer, to => Write(to, answer, call.Output.Colours));
        }

        private static void Write(TextWriter to, JsonElement answer, bool colours)
        {
            var table = new Table("FIRING", "TIME", "RESULT", "WHAT", "OUTPUT");
            foreach (var f in answer.Items("firings"))
            {
                var what = f.Text("match") is { Length: > 0 } match ? match : f.Text("exit_code") is { Length: > 0 } code ? $"exit code {code}" : f.Text("signal") is { Length: > 0 } signal ? $"signal {signal}" : f.Text("reason");
                table.Add(f.Text("id"), f.Text("time"), new Table.Cell(f.Text("result"), Paint.OfState(f.Text("result"))), Short(what), Short(f.Text("output") is { Length: > 0 } output ? output : f.Text("detail")));
            }

            table.Write(to, colours);
        }
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
