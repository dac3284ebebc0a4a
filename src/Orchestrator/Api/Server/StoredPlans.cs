using Orchestrator.Agents;
using Orchestrator.Agents.Management;
using Orchestrator.Runtime.Journal;
using Orchestrator.Runtime.Persistence;
using System.Text.Json;

namespace Orchestrator.Api.Server;

/// <summary>The plans that projects were launched with, read back from the journal.</summary>
internal sealed class StoredPlans(JournalReader journal, EventNames names)
{
    /// <summary>The plan of a project's newest launch.</summary>
    /// <exception cref="ApiFault">There is none.</exception>
    internal ProjectPlan Find(ProjectName project)
    {
        var created = journal.ReadOf($"project/{project}", names.NameOf(typeof(ManagementEvents.ProjectCreated)));
        return created.Count == 0
            ? throw ApiFault.NotFound($"There is no project {project}.", "Those there are: orc status")
            : JsonSerializer.Deserialize<ManagementEvents.ProjectCreated>(created[^1].Payload, EventJson.Options)!.Plan;
    }
}
