using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace Orchestrator.Commands.Insights;

/// <summary><c>orc insight …</c>.</summary>
internal static class InsightCommands
{
    internal static Command Build() => new CommandGroup("insight", "What projects learn from each other", new ShareCommand(), new ListCommand());

    private static void Write(TextWriter to, JsonElement insight, bool colours)
    {
        var topics = string.Join(", ", insight.Items("topics").Select(t => t.GetString()));
        to.WriteLine($"{Paint.Text(insight.Text("id"), Tint.Bold, colours)}  {insight.Text("shared_at")}  from {insight.Text("source")}{(topics.Length > 0 ? $"  [{topics}]" : "")}");
        foreach (var line in insight.GetProperty("text").GetString()!.Split('\n')) to.WriteLine("    " + JsonAnswers.Printable(line));
    }

    private sealed class ShareCommand : OrcCommand
    {
        private readonly Argument<string[]> _text = new("text") { Description = "What was learned, complete in itself", Arity = ArgumentArity.ZeroOrMore };
        private readonly Option<string> _file = new("--file", "-f") { Description = "Take the text from a file, or from standard input with -", HelpName = "FILE" };
        private readonly Option<string> _topics = new("--topics", "-t") { Description = "Languages, tools and subjects, e.g. csharp,docker; left out: every project is told", HelpName = "a,b" };
        private readonly Option<string> _project = new("--project", "-p") { Description = "Where it was learned (default: the agent's own)", HelpName = "PROJECT" };

        internal ShareCommand()
            : base(
                "share", "Share what was learned: the managers of projects that it concerns are told, each once",
                "orc insight share --topics csharp,docker \"dotnet restore needs --disable-parallel in this image.\"")
        {
            Add(_text);
            foreach (Option option in (Option[])[_file, _topics, _project])
                Add(option);
        }

        protected override int Run(Invocation call)
        {
            var topics = (call.Value(_topics) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var request = new ShareInsightRequest(Invocation.TextOf(call.Optional(_text) ?? [], call.Value(_file)), topics, call.Value(_project), RequestKey.New());
            var answer = call.Daemon.Post("/v1/insights", request, ApiJson.Default.ShareInsightRequest, Repeat.Safe);
            return call.Answer(answer, to => to.WriteLine($"{answer.Object("insight")?.Text("id")} is shared."));
        }
    }

    private sealed class ListCommand : OrcCommand
    {
        private readonly Option<string> _topic = new("--topic", "-t") { Description = "Only what is about this", HelpName = "TOPIC" };
        private readonly Option<string> _project = new("--project", "-p") { Description = "Only what was learned there", HelpName = "PROJECT" };
        private readonly Option<int> _limit = new("--limit", "-n") { Description = "The newest so many", HelpName = "N", DefaultValueFactory = _ => 50 };

        internal ListCommand()
            : base("list", "The insights so far, newest last", "orc insight list --topic docker")
        {
            Add(_topic);
            Add(_project);
            Add(_limit);
        }

        protected override int Run(Invocation call)
        {
            var limit = call.Value(_limit).ToString(CultureInfo.InvariantCulture);
            var answer = call.Daemon.Get("/v1/insights" + CommonArguments.Query(("limit", limit), ("topic", call.Value(_topic)), ("project", call.Value(_project))));
            return call.Answer(answer, to =>
            {
                if (!answer.Items("insights").Any()) to.WriteLine("Nothing was shared yet.");
                foreach (var insight in answer.Items("insights")) Write(to, insight, call.Output.Colours);
            });
        }
    }
}
