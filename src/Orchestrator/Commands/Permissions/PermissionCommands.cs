using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Permissions;

/// <summary><c>orc permissions …</c>.</summary>
internal static class PermissionCommands
{
    internal static Command Build() => new CommandGroup(
        "permissions", "What agents ask permission for, and the answers", new ListCommand(),
        new AnswerCommand("allow", "Allow it, this once unless another option is named", allow: true),
        new AnswerCommand("deny", "Refuse it", allow: false), new ExplainCommand());

    private sealed class ListCommand : OrcCommand
    {
        private readonly Argument<string?> _target = new("target") { Description = "Only this agent's, or a project's", Arity = ArgumentArity.ZeroOrOne };

        internal ListCommand()
            : base("list", "The requests that wait, the oldest first", "orc permissions list shop") => Add(_target);

        protected override int Run(Invocation call)
        {
            var answer = call.Daemon.Get("/v1/permissions" + (call.Optional(_target) is { } target ? $"?target={Uri.EscapeDataString(target)}" : ""));
            return call.Answer(answer, to => Write(to, [.. answer.Items("permissions")]));
        }

        private static void Write(TextWriter to, IReadOnlyList<JsonElement> waiting)
        {
            if (waiting.Count == 0) to.WriteLine("Nobody waits for a permission.");
            foreach (var request in waiting)
            {
                to.WriteLine($"{request.Text("id")}  since {request.Text("asked_at")}");
                foreach (var line in request.Text("question").Split('\n')) to.WriteLine("    " + line);
                if (request.Text("rules") is { Length: > 0 } rules) to.WriteLine($"    ({rules})");
                foreach (var option in request.GetProperty("options").EnumerateArray()) to.WriteLine("  - " + option.GetString());
            }
        }
    }

    private sealed class AnswerCommand : OrcCommand
    {
        private readonly bool _allow;
        private readonly Argument<string> _id = new("id") { Description = "The request's id, e.g. shop:developer+3" };
        private readonly Option<string> _option = new("--option", "-o") { Description = "Part of the label of the option to take", HelpName = "LABEL" };

        internal AnswerCommand(string name, string description, bool allow)
            : base(name, description, $"orc permissions {name} shop:developer+3")
        {
            _allow = allow;
            Add(_id);
            Add(_option);
        }

        protected override int Run(Invocation call)
        {
            var path = $"/v1/permissions/{Uri.EscapeDataString(call.Value(_id))}";
            var request = new AnswerPermissionRequest(_allow, call.Value(_option));
            var answer = call.Daemon.Post(path, request, ApiJson.Default.AnswerPermissionRequest, Repeat.Unsafe);
            return call.Answer(answer, to => to.WriteLine($"{call.Value(_id)} is answered with \"{answer.Text("option")}\"."));
        }
    }
}
