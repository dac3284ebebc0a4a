using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Text.Json;

namespace Orchestrator.Commands.Team;

/// <summary><c>orc agent explain</c>: which signal decided an agent's state, and how every rule of its profile stands to its screen now.</summary>
internal sealed class AgentExplainCommand : OrcCommand
{
    private readonly Argument<string> _target = new("target") { Description = "project:agent, project (its project manager) or orchestrator" };

    internal AgentExplainCommand()
        : base("explain", "Why its state is what it is: which hook, title or rule of its profile decided", "orc agent explain shop:developer") => Add(_target);

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Get($"/v1/agents/{Uri.EscapeDataString(call.Value(_target))}/explanation");
        return call.Answer(answer, to =>
        {
            if (answer.Object("explanation") is { } why) Write(to, why);
        });
    }

    private static void Write(TextWriter to, JsonElement why)
    {
        to.WriteLine($"{why.Text("target")} is {why.Text("state")} (profile {why.Text("profile")}, incarnation {why.GetProperty("incarnation")}).");
        if (why.Text("detail") is { Length: > 0 } detail) to.WriteLine(detail);
        if (why.Object("decided") is { } decided) to.WriteLine($"Decided by: {Signal(decided)}");
        foreach (var signal in why.GetProperty("signals").EnumerateArray()) to.WriteLine($"  last {signal.Text("source"),-6} {Signal(signal)}");
        if (why.Text("unreadable_since") is { Length: > 0 } since) to.WriteLine($"No rule tells what its screen shows since {since}: its CLI may be another version than the profile's rules are for.");
        var rules = why.GetProperty("rules").EnumerateArray().ToList();
        if (rules.Count == 0) return;
        to.WriteLine($"Title: {why.Text("title")}");
        to.WriteLine("Rules now, in the order in which they decide:");
        foreach (var rule in rules) to.WriteLine($"  {(rule.GetProperty("holds").GetBoolean() ? "holds" : "-"),-5}  {rule.Text("rule")} ({rule.Text("region")}){(rule.Text("why") is { Length: > 0 } reason ? $": {reason}" : "")}");
    }

    private static string Signal(JsonElement signal) => $"{signal.Text("says")} by {signal.Text("source")} {signal.Text("reason")} at {signal.Text("at")}";
}
