using Akka.Actor;
using Orchestrator.Agents;
using Orchestrator.Runtime.Journal;
using Orchestrator.Runtime.Persistence;
using System.Text.Json;
using static Orchestrator.Agents.Orchestration.OrchestrationEvents;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Daemon;

/// <summary>Waits after a start until the overview is whole, so that the first command of a new daemon does not see half of it.</summary>
internal sealed class Recovery(JournalReader journal, EventNames names, IActorRef overview, TimeSpan patience)
{
    /// <summary>Done when every project that the journal knows shows itself with its tasks and all of its agents, or when the time is over.</summary>
    internal async Task ShownAsync()
    {
        var expected = Projects();
        if (expected.Count == 0) return;
        await overview.Ask<Snapshot>(
            new WaitFor(
                all => expected.All(name => all.Projects.TryGetValue(name, out var project) && all.Work.ContainsKey(name)
                    && project.Agents.All(agent => all.Agents.ContainsKey(AgentTarget.Of(name, agent)))),
                patience),
            patience + patience);
    }

    private HashSet<ProjectName> Projects()
    {
        var projects = new HashSet<ProjectName>();
        foreach (var row in journal.ReadOf("orchestrator", names.NameOf(typeof(ProjectLaunched)), names.NameOf(typeof(ProjectForgotten))))
        {
            if (row.Manifest == names.NameOf(typeof(ProjectLaunched)))
                projects.Add(JsonSerializer.Deserialize<ProjectLaunched>(row.Payload, EventJson.Options)!.Project);
            else
                projects.Remove(JsonSerializer.Deserialize<ProjectForgotten>(row.Payload, EventJson.Options)!.Project);
        }
        return projects;
    }
}
