using Orchestrator.Commands.Shared;
using Orchestrator.Daemon;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Upkeep;

/// <summary><c>orc daemon logs</c>: reads the file, so it works without a daemon.</summary>
internal sealed class DaemonLogsCommand : OrcCommand
{
    private readonly Option<bool> _follow = new("--follow", "-f") { Description = "Go on, and show what is appended" };
    private readonly Option<int> _lines = new("--lines", "-n") { Description = "The last so many lines", HelpName = "N", DefaultValueFactory = _ => 50 };

    internal DaemonLogsCommand()
        : base("logs", "The end of the daemon's log", "orc daemon logs --follow -n 100")
    {
        Add(_follow);
        Add(_lines);
    }

    protected override int Run(Invocation call)
    {
        var path = call.Home.LogFile;
        if (!File.Exists(path))
            throw CommandFailure.NotFound($"There is no log yet: {path}.", "Start the daemon: orc daemon start");
        var lines = LogTail.Last(path, Math.Max(0, call.Value(_lines)));
        if (!call.Value(_follow))
        {
            var answer = new System.Text.Json.Nodes.JsonObject { ["file"] = path, ["lines"] = new System.Text.Json.Nodes.JsonArray([.. lines.Select(l => (System.Text.Json.Nodes.JsonNode)l)]) };
            using var document = JsonDocument.Parse(answer.ToJsonString());
            return call.Answer(document.RootElement, to => WriteAll(to, lines));
        }
        WriteAll(call.Output.People, lines);
        foreach (var line in LogTail.Follow(path, TimeProvider.System, CancellationToken.None))
            call.Output.StreamLine(line);
        return ExitCode.Done;
    }

    private static void WriteAll(TextWriter to, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
            to.WriteLine(line);
        to.Flush();
    }
}
