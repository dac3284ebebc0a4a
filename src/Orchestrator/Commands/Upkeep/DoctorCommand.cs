using Orchestrator.Commands.Shared;
using Orchestrator.Commands.Upkeep.Doctor;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Orchestrator.Commands.Upkeep;

/// <summary><c>orc doctor</c>: looks at everything that Orchestrator stands on. Starts nothing.</summary>
internal sealed class DoctorCommand() : OrcCommand("doctor", "Check tmux, git, agent CLIs, database, permissions; say how to mend each", "orc doctor", "orc doctor --json")
{
    protected override int Run(Invocation call)
    {
        List<Check> checks = [ToolChecks.Tmux(), ToolChecks.Git(), .. HomeChecks.All(call), .. ToolChecks.CodingAgents(Path.Combine(call.Home.Path, "agents"))];
        using var answer = JsonDocument.Parse(ToJson(checks).ToJsonString());
        var failed = checks.Count(c => c.State == Check.FailedState);
        call.Answer(answer.RootElement, to => Write(to, checks, call.Output.Colours, failed));
        return failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    private static JsonObject ToJson(IEnumerable<Check> checks) => new()
    {
        ["checks"] = new JsonArray([.. checks.Select(c => (JsonNode)new JsonObject { ["name"] = c.Name, ["state"] = c.State, ["found"] = c.Found, ["mend"] = c.Mend })]),
    };

    private static void Write(TextWriter to, List<Check> checks, bool colours, int failed)
    {
        var table = new Table("CHECK", "STATE", "FOUND");
        foreach (var check in checks)
            table.Add(check.Name, new Table.Cell(check.State, Paint.OfState(check.State)), JsonAnswers.Printable(check.Found));
        table.Write(to, colours);
        foreach (var check in checks.Where(c => c.Mend is not null))
            to.WriteLine($"{check.Name}: {check.Mend}");
        if (failed > 0) to.WriteLine($"{failed} of {checks.Count} checks failed.");
    }
}
