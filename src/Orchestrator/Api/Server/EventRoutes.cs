using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Runtime.Journal;
using System.Globalization;

namespace Orchestrator.Api.Server;

/// <summary>What happened, from the journal.</summary>
internal sealed class EventRoutes(JournalReader journal, JournalSignal signal)
{
    private const int Page = 500;

    internal async Task StreamAsync(ApiCall call)
    {
        var project = call.Query("project") is { } text ? ApiCall.Project(text).Value : null;
        if (project is null && call.Caller.Agent is { IsOrchestrator: false } member)
            project = member.Project!.Value.Value;
        call.Demand(call.Caller.Agent is null ? Operation.Look : Operation.Read, project is null ? AgentTarget.Orchestrator : AgentTarget.ManagerOf(new ProjectName(project)));
        var place = Start(call);
        var follow = call.Query("follow") == "true";
        await call.BeginStreamAsync();
        while (true)
        {
            var next = signal.Next;
            var rows = journal.ReadAfter(place, Page);
            foreach (var row in rows.Where(r => project is null || EventLine.Concerns(r, project)))
                await call.StreamAsync(EventLine.Write(row));
            await call.FlushAsync();
            if (rows.Count > 0) place = rows[^1].Sequence;
            if (rows.Count == Page) continue;
            if (!follow) return;
            await next.WaitAsync(call.Cancel);
        }
    }

    private long Start(ApiCall call)
    {
        var after = call.Number("after", 0, 0, long.MaxValue);
        if (call.Query("since") is not { } since) return after;
        return DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? journal.SequenceBefore(time)
            : throw ApiFault.Invalid($"since is \"{since}\"; an ISO 8601 time is wanted.");
    }
}
