using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Api.Contracts;

namespace Orchestrator.Api.Server;

/// <summary>The daemon itself: shown and ended.</summary>
/// <param name="home">Its ORC_HOME.</param>
/// <param name="version">The program's version.</param>
/// <param name="engine">Which actor engine runs, e.g. <c>embedded</c>.</param>
/// <param name="startedAt">When it was ready.</param>
/// <param name="clock">The time.</param>
/// <param name="stopAgents">Stops every pipeline and every project.</param>
/// <param name="end">Begins the graceful end.</param>
internal sealed class DaemonRoutes(
    string home, string version, string engine, DateTimeOffset startedAt, TimeProvider clock, Func<Task> stopAgents, Action end)
{
    internal Task StatusAsync(ApiCall call) => call.AnswerAsync(
        new DaemonAnswer("running", Environment.ProcessId, version, engine, home, Math.Round((clock.GetUtcNow() - startedAt).TotalSeconds, 3), startedAt),
        ApiJson.Default.DaemonAnswer);

    internal async Task StopAsync(ApiCall call)
    {
        call.Demand(Operation.Administer, AgentTarget.Orchestrator);
        var request = await call.ReadAsync(ApiJson.Default.StopDaemonRequest);
        if (request.WithAgents) await stopAgents();
        await call.AnswerAsync(new DoneAnswer(), ApiJson.Default.DoneAnswer, 202);
        end();
    }
}
