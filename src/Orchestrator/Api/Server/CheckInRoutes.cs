using Orchestrator.Agents;
using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Identity;
using Orchestrator.Api.Contracts;
using static Orchestrator.Agents.CheckIns.CheckInMessages;

namespace Orchestrator.Api.Server;

/// <summary>Scheduling, listing and cancelling check-ins.</summary>
internal sealed class CheckInRoutes(AgentGateway agents)
{
    private const int MaxNote = 10_000;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3653);

    internal async Task ScheduleAsync(ApiCall call)
    {
        var request = await call.ReadAsync(ApiJson.Default.ScheduleRequest);
        var target = ApiCall.Target(request.Target);
        call.Demand(Operation.CheckIn, target);
        if (string.IsNullOrWhiteSpace(request.Note) || request.Note.Length > MaxNote)
            throw ApiFault.Invalid($"The note has {request.Note.Length} characters; 1 to {MaxNote} are possible.");
        var accepted = await agents.TellAgentAsync<CheckInAccepted>(target, new ScheduleCheckIn(Schedule(request), request.Note, call.Caller.Name, ApiCall.Key(request.Key)));
        await AnswerAsync(call, accepted);
    }

    internal async Task ListAsync(ApiCall call)
    {
        var all = (await agents.LookAsync()).Agents.Values.AsEnumerable();
        if (call.Query("target") is { } text)
        {
            var target = ApiCall.Target(text);
            call.Demand(Operation.Look, target);
            if (text.Contains(':', StringComparison.Ordinal) || target.IsOrchestrator)
            {
                await agents.AgentAsync(target);
                all = all.Where(a => a.Target == target);
            }
            else
            {
                await agents.ProjectAsync(target.Project!.Value);
                all = all.Where(a => a.Target.Project == target.Project);
            }
        }
        var checkIns = all.SelectMany(a => a.CheckIns).OrderBy(c => c.NextDue).Select(Describe.CheckIn);
        await call.AnswerAsync(new CheckInsAnswer([.. checkIns]), ApiJson.Default.CheckInsAnswer);
    }

    internal async Task CancelAsync(ApiCall call)
    {
        var id = call.Path("id");
        var at = id.LastIndexOf('@');
        if (at <= 0 || !AgentTarget.TryParse(id[..at], out var target, out _))
            throw ApiFault.Invalid($"\"{id}\" is no check-in's id.", "Ids look like shop:developer@3; those there are: orc check-in list");
        call.Demand(Operation.CheckIn, target);
        await AnswerAsync(call, await agents.TellAgentAsync<CheckInAccepted>(target, new CancelCheckIn(id)));
    }

    private static Task AnswerAsync(ApiCall call, CheckInAccepted accepted) =>
        call.AnswerAsync(new CheckInAnswer(Describe.CheckIn(accepted.CheckIn)), ApiJson.Default.CheckInAnswer);

    private static CheckInSchedule Schedule(ScheduleRequest request) => (request.InSeconds, request.EverySeconds, request.Cron) switch
    {
        ({ } seconds, null, null) => new CheckInSchedule(In: Duration(seconds)),
        (null, { } seconds, null) => new CheckInSchedule(Every: Duration(seconds)),
        (null, null, { } cron) => new CheckInSchedule(Cron: cron),
        _ => throw ApiFault.Invalid("Exactly one of in_seconds, every_seconds and cron says when."),
    };

    private static TimeSpan Duration(double seconds) => seconds > 0 && seconds <= Longest.TotalSeconds
        ? TimeSpan.FromSeconds(seconds)
        : throw ApiFault.Invalid($"{seconds} s is no time for a check-in; above 0 and up to ten years is possible.");
}
