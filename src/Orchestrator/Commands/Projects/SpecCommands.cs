using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Projects;

/// <summary><c>orc spec …</c>.</summary>
internal static class SpecCommands
{
    internal static Command Build() => new CommandGroup("spec", "The spec of a running project", new UpdateCommand());

    private sealed class UpdateCommand : OrcCommand
    {
        private readonly Argument<string> _project = new("project") { Description = "The project's name" };
        private readonly Option<string> _spec = new("--spec", "-s") { Description = "The new spec (default: the file that it was launched with, as it is now)", HelpName = "FILE" };
        private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Show what has changed; tell nobody" };

        internal UpdateCommand()
            : base(
                "update", "Tell those whom it concerns that the spec has changed: new deliverables become tasks; the same text again tells nobody",
                "orc spec update shop",
                "orc spec update shop --spec spec-2.md --dry-run")
        {
            Add(_project);
            Add(_spec);
            Add(_dryRun);
        }

        protected override int Run(Invocation call)
        {
            var request = new UpdateSpecRequest(call.Value(_spec) is { } path ? Path.GetFullPath(path) : null, call.Value(_dryRun));
            var answer = call.Daemon.Post($"/v1/projects/{Uri.EscapeDataString(call.Value(_project))}/spec", request, ApiJson.Default.UpdateSpecRequest, Repeat.Safe);
            return call.Answer(answer, to => Write(to, answer));
        }

        private static void Write(TextWriter to, System.Text.Json.JsonElement answer)
        {
            string List(string field) => string.Join(", ", answer.Items(field).Select(i => JsonAnswers.Printable(i.GetString() ?? "")));
            var changes = answer.Items("changes").ToList();
            if (changes.Count == 0)
            {
                to.WriteLine($"{answer.Text("project")} works by this spec already (version {answer.Text("revision")}): nothing to do.");
                return;
            }
            foreach (var change in changes) to.WriteLine(JsonAnswers.Printable(change.GetString() ?? ""));
            if (List("tasks") is { Length: > 0 } tasks) to.WriteLine($"New tasks: {tasks}");
            to.WriteLine(answer.Text("dry_run") == "true" ? "Nobody was told. Do it: the same without --dry-run" : $"Version {answer.Text("revision")}. Told: {List("told")}");
        }
    }
}
