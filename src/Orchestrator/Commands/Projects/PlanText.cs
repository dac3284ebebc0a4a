using Orchestrator.Commands.Shared;
using System.Text.Json;

namespace Orchestrator.Commands.Projects;

/// <summary>A planned team of an answer, as a person reads it.</summary>
internal static class PlanText
{
    internal static void Write(TextWriter to, JsonElement plan, bool colours)
    {
        var table = new Table("AGENT", "ROLE", "PROFILE", "CHECK-IN", "DIRECTORY");
        foreach (var agent in plan.Items("agents"))
            table.Add(agent.Text("name"), agent.Text("role"), agent.Text("profile"), agent.Text("check_in_every"), agent.Text("directory"));
        table.Write(to, colours);
        foreach (var reason in plan.Items("reasons"))
            to.WriteLine($"- {JsonAnswers.Printable(reason.GetString() ?? "")}");
        WriteRefinement(to, plan);
    }

    /// <summary>What asking an agent came to, where one was asked.</summary>
    internal static void WriteRefinement(TextWriter to, JsonElement from)
    {
        if (from.Object("refinement") is not { } refinement) return;
        to.WriteLine(refinement.Text("reason"));
        foreach (var change in refinement.Items("changes"))
            to.WriteLine($"  {JsonAnswers.Printable(change.GetString() ?? "")}");
    }
}
