using Orchestrator.Agents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Runtime.Journal;
using Orchestrator.Runtime.Persistence;
using System.Globalization;
using System.Text.Json;
using static Orchestrator.Agents.PermissionRequests.PermissionEvents;

namespace Orchestrator.Api.Server;

/// <summary>Requests for permission as the journal has them, those that are over too.</summary>
internal sealed class PermissionHistory(JournalReader journal, EventNames names)
{
    /// <summary>A request of that id.</summary>
    /// <returns><c>null</c> when there is none.</returns>
    internal PastPermission? Find(string id)
    {
        PastPermission? found = null;
        foreach (var row in journal.ReadOf(Owner(id), Names(typeof(PermissionAsked), typeof(PermissionAnswered), typeof(PermissionDecided), typeof(PermissionReturned), typeof(PermissionEnded))))
        {
            found = JsonSerializer.Deserialize(row.Payload, names.TypeOf(row.Manifest)!, EventJson.Options) switch
            {
                PermissionAsked e when e.Request.Id == id => new PastPermission(e.Request.Tool, null),
                PermissionDecided e when e.Permission.Id == id => new PastPermission(e.Permission.Tool, $"{Describe.Word(e.Permission.Verdict.Decision)}, in its hook, at {Time(e.At)}, by {e.Permission.Verdict.Reason}"),
                PermissionAnswered e when e.Id == id && found is not null => found with { Outcome = $"\"{e.Option.Label}\" at {Time(e.At)}, by {e.By}" },
                PermissionReturned e when e.Id == id && found is not null => found with { Outcome = null },
                PermissionEnded e when e.Id == id && found is { Outcome: null } => found with { Outcome = $"its dialog was gone at {Time(e.At)}, not answered through Orchestrator" },
                _ => found,
            };
        }
        return found;
    }

    /// <summary>Where an agent works.</summary>
    /// <exception cref="ApiFault">Nothing is stored of it.</exception>
    internal string DirectoryOf(AgentTarget target)
    {
        var created = journal.ReadOf(MessageHistory.PersistenceIdOf(target), Names(typeof(LifecycleEvents.AgentCreated)));
        return created.Count == 0
            ? throw ApiFault.NotFound($"There is no agent {target}.")
            : JsonSerializer.Deserialize<LifecycleEvents.AgentCreated>(created[^1].Payload, EventJson.Options)!.Definition.Directory;
    }

    private static string Owner(string id) => MessageHistory.PersistenceIdOf(AgentTarget.Parse(id[..id.LastIndexOf('+')]));

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string[] Names(params Type[] types) => [.. types.Select(names.NameOf)];
}

/// <summary>A request and what became of it.</summary>
/// <param name="Tool">What it was about, where the CLI's hook told.</param>
/// <param name="Outcome">For a person; null while it waits.</param>
internal sealed record PastPermission(ToolUse? Tool, string? Outcome);
