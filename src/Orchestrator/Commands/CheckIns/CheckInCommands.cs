using Orchestrator.Api.Client;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.CheckIns;

/// <summary><c>orc check-in …</c>.</summary>
internal static class CheckInCommands
{
    internal static Command Build() => new CommandGroup(
        "check-in", "Schedule, list or cancel prompts for status", new CheckInScheduleCommand(), new CheckInListCommand(), new CheckInCancelCommand());

    internal static void Write(TextWriter to, IEnumerable<JsonElement> checkIns, bool colours)
    {
        var table = new Table("CHECK-IN", "NEXT", "EVERY", "BY", "SKIPPED", "NOTE");
        foreach (var c in checkIns)
            table.Add(c.Text("id"), c.Text("next_due"), c.Text("every") is { Length: > 0 } every ? every : c.Text("cron") is { Length: > 0 } cron ? cron : "once", c.Text("scheduled_by"), Skipped(c), c.Text("note"));
        table.Write(to, colours);
    }

    private static string Skipped(JsonElement checkIn) => checkIn.Text("skipped") switch
    {
        "0" or "" => "-",
        var times => checkIn.Text("last_skip") is { Length: > 0 } why ? $"{times}, now {why}" : times,
    };

    private sealed class CheckInListCommand : OrcCommand
    {
        private readonly Argument<string?> _target = new("target") { Description = "Only this agent's, or a project's", Arity = ArgumentArity.ZeroOrOne };

        internal CheckInListCommand()
            : base("list", "The check-ins, the next one first", "orc check-in list shop") => Add(_target);

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Get("/v1/check-ins" + (call.Optional(_target) is { } target ? $"?target={Uri.EscapeDataString(target)}" : ""));
            return call.Answer(answer, to => Write(to, answer.Items("check_ins"), call.Output.Colours));
        }
    }

    private sealed class CheckInCancelCommand : OrcCommand
    {
        private readonly Argument<string> _id = new("id") { Description = "The check-in's id, e.g. shop:developer@3" };

        internal CheckInCancelCommand()
            : base("cancel", "Cancel one", "orc check-in cancel shop:developer@3") => Add(_id);

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Delete($"/v1/check-ins/{Uri.EscapeDataString(call.Value(_id))}", Repeat.Unsafe);
            return call.Answer(answer, to => to.WriteLine($"{call.Value(_id)} is cancelled."));
        }
    }
}
