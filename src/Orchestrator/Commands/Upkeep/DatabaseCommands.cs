using Orchestrator.Commands.Shared;
using Orchestrator.Daemon;
using Orchestrator.Runtime.Journal;
using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Commands.Upkeep;

/// <summary><c>orc db …</c>.</summary>
internal static class DatabaseCommands
{
    internal static Command Build() => new CommandGroup(
        "db", "The database that holds everything that happened",
        new DatabaseCheckCommand(), new DatabaseBackupCommand(), new DatabaseCompactCommand());

    /// <exception cref="CommandFailure">There is none.</exception>
    internal static string Existing(OrcHome home) => File.Exists(home.Database)
        ? home.Database
        : throw CommandFailure.NotFound($"There is no database yet: {home.Database}.", "The daemon makes it: orc daemon start");

    internal static int Answer(Invocation call, JsonObject database, Action<TextWriter> people)
    {
        using var document = JsonDocument.Parse(new JsonObject { ["database"] = database }.ToJsonString());
        return call.Answer(document.RootElement, people);
    }
}

/// <summary><c>orc db check</c>: reads only, so it works with a running daemon and without.</summary>
internal sealed class DatabaseCheckCommand() : OrcCommand("check", "Look through the database: damage, missing events, schema; say how to mend", "orc db check", "orc db check --json")
{
    protected override int Run(Invocation call)
    {
        var report = DatabaseInspection.Run(DatabaseCommands.Existing(call.Home));
        DatabaseCommands.Answer(call, ToJson(report), to => Write(to, report, call.Output.Colours));
        return report.Problems.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static string StateOf(DatabaseReport report) => report.Problems.Count == 0 ? "ok" : "failed";

    private static JsonObject ToJson(DatabaseReport report) => new()
    {
        ["file"] = report.Path,
        ["state"] = StateOf(report),
        ["size"] = report.Size,
        ["log_size"] = report.LogSize,
        ["schema_version"] = report.SchemaVersion,
        ["rows"] = new JsonObject(report.Rows.Select(r => KeyValuePair.Create(r.Key, (JsonNode?)r.Value))),
        ["persistence_ids"] = report.PersistenceIds,
        ["problems"] = new JsonArray([.. report.Problems.Select(p => (JsonNode)new JsonObject { ["problem"] = p.Problem, ["mend"] = p.Hint })]),
    };

    private static void Write(TextWriter to, DatabaseReport report, bool colours)
    {
        var state = StateOf(report);
        to.WriteLine($"{Paint.Text(state, Paint.OfState(state), colours)}  {report.Path}");
        to.WriteLine($"{report.Size} bytes, {report.LogSize} in its write-ahead log, schema version {report.SchemaVersion?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "unknown"}");
        foreach (var (table, count) in report.Rows)
            to.WriteLine($"{table}: {count} rows");
        foreach (var problem in report.Problems)
            to.WriteLine($"{JsonAnswers.Printable(problem.Problem)}");
        foreach (var mend in report.Problems.Select(p => p.Hint).Distinct())
            to.WriteLine($"  {mend}");
    }
}

/// <summary><c>orc db backup</c>.</summary>
internal sealed class DatabaseBackupCommand : OrcCommand
{
    private readonly Argument<string> _file = new("file") { Description = "Where to; it must not be there yet" };

    internal DatabaseBackupCommand()
        : base("backup", "Copy the database while the daemon goes on", "orc db backup orchestrator-$(date +%F).db") => Add(_file);

    protected override int Run(Invocation call)
    {
        var database = DatabaseCommands.Existing(call.Home);
        var file = Path.GetFullPath(call.Value(_file));
        if (File.Exists(file) || Directory.Exists(file))
            throw CommandFailure.Refused($"{file} is there already, and a backup never overwrites.", "Give another name, or move it away.");
        if (!Directory.Exists(Path.GetDirectoryName(file)))
            throw CommandFailure.NotFound($"There is no directory {Path.GetDirectoryName(file)}.", "Make it, or give another place.");
        try
        {
            var size = DatabaseUpkeep.Backup(database, file);
            return DatabaseCommands.Answer(call, new JsonObject { ["file"] = database, ["backup"] = file, ["size"] = size }, to => to.WriteLine($"Written: {file} ({size} bytes)"));
        }
        catch (DatabaseException e)
        {
            throw CommandFailure.Failed(e.Message, e.Problem.Hint);
        }
    }
}

/// <summary><c>orc db compact</c>: holds the daemon's lock meanwhile, so that none starts.</summary>
internal sealed class DatabaseCompactCommand() : OrcCommand("compact", "Give unused room back to the disk; no daemon may run", "orc daemon stop && orc db compact")
{
    protected override int Run(Invocation call)
    {
        var database = DatabaseCommands.Existing(call.Home);
        using var alone = DaemonLock.Take(call.Home);
        try
        {
            var (before, after) = DatabaseUpkeep.Compact(database);
            var answer = new JsonObject { ["file"] = database, ["size_before"] = before, ["size"] = after };
            return DatabaseCommands.Answer(call, answer, to => to.WriteLine($"{database}: {before} bytes before, {after} now"));
        }
        catch (DatabaseException e)
        {
            throw CommandFailure.Failed(e.Message, e.Problem.Hint);
        }
    }
}
