using Orchestrator.Agents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Work;
using Orchestrator.Runtime.Journal;
using Orchestrator.Runtime.Persistence;
using System.Text.Json;

namespace Orchestrator.Api.Server;

/// <summary>The plans that projects were launched with, read back from the journal.</summary>
internal sealed class StoredPlans(JournalReader journal, EventNames names)
{
    /// <summary>The plan of a project's newest launch, with the spec that it works by now.</summary>
    /// <exception cref="ApiFault">There is none.</exception>
    internal ProjectPlan Find(ProjectName project)
    {
        var plan = Launched(project);
        var updated = Updated(plan);
        return updated is null ? plan : plan with { Title = updated.Title, SpecPath = updated.Path, Spec = updated.Spec };
    }

    /// <summary>Counts the versions of a project's spec, from 1 for that of the launch.</summary>
    /// <exception cref="ApiFault">There is no such project.</exception>
    internal int SpecRevisionOf(ProjectName project) => Updated(Launched(project))?.Revision ?? 1;

    private SpecMessages.SpecUpdated? Updated(ProjectPlan plan) =>
        journal.ReadOf($"work/{plan.Name}", names.NameOf(typeof(SpecMessages.SpecUpdated))).Select(Read<SpecMessages.SpecUpdated>).LastOrDefault(u => u.Project == plan.Id);

    /// <summary>Who is in a project, the project manager first, as each was last defined.</summary>
    /// <exception cref="ApiFault">There is no such project.</exception>
    internal IReadOnlyList<AgentDefinition> MembersOf(ProjectName project)
    {
        List<AgentDefinition> members = [];
        string[] kinds = [names.NameOf(typeof(ManagementEvents.ProjectCreated)), names.NameOf(typeof(ManagementEvents.MemberAdded)), names.NameOf(typeof(ManagementEvents.MemberRemoved))];
        foreach (var row in journal.ReadOf($"project/{project}", kinds))
        {
            if (row.Manifest == kinds[0]) members = [.. Read<ManagementEvents.ProjectCreated>(row).Plan.Members];
            else if (row.Manifest == kinds[1]) members.Add(Read<ManagementEvents.MemberAdded>(row).Definition);
            else members.RemoveAll(m => m.Target.Agent == Read<ManagementEvents.MemberRemoved>(row).Agent);
        }
        return members.Count > 0 ? members : throw ApiFault.NotFound($"There is no project {project}.", "Those there are: orc status");
    }

    private static T Read<T>(JournalRow row) => JsonSerializer.Deserialize<T>(row.Payload, EventJson.Options)!;

    private ProjectPlan Launched(ProjectName project)
    {
        var created = journal.ReadOf($"project/{project}", names.NameOf(typeof(ManagementEvents.ProjectCreated)));
        return created.Count == 0
            ? throw ApiFault.NotFound($"There is no project {project}.", "Those there are: orc status")
            : JsonSerializer.Deserialize<ManagementEvents.ProjectCreated>(created[^1].Payload, EventJson.Options)!.Plan;
    }
}
