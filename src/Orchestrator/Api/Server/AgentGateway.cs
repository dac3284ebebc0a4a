using Akka.Actor;
using Orchestrator.Agents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Work;
using Orchestrator.Hooks;
using Orchestrator.Runtime.Persistence;
using static Orchestrator.Agents.Orchestration.OrchestrationMessages;
using static Orchestrator.Agents.Overview.OverviewMessages;

namespace Orchestrator.Api.Server;

/// <summary>The actors, as the API asks them.</summary>
/// <param name="orchestrator">The one way in for commands.</param>
/// <param name="overview">Knows how everything stands.</param>
/// <param name="patience">How long an answer may take.</param>
internal sealed class AgentGateway(IActorRef orchestrator, IActorRef overview, TimeSpan patience)
{
    /// <summary>Less than a hook waits for its answer.</summary>
    private static readonly TimeSpan TurnEndPatience = HookPost.Patience * 0.7;

    /// <summary>Commands one agent.</summary>
    /// <exception cref="ApiFault">It is refused, or there is no such agent.</exception>
    internal Task<T> TellAgentAsync<T>(AgentTarget target, IAgentCommand command) => AskAsync<T>(orchestrator, new ToAgent(target, command), patience);

    /// <summary>Commands a project's manager.</summary>
    /// <exception cref="ApiFault">It is refused, or there is no such project.</exception>
    internal Task<T> TellProjectAsync<T>(ProjectName project, ManagementMessages.IProjectCommand command) =>
        AskAsync<T>(orchestrator, new ToProject(project, command), patience);

    /// <summary>Commands the orchestrator itself.</summary>
    /// <exception cref="ApiFault">It is refused.</exception>
    internal Task<T> TellAsync<T>(object command) => AskAsync<T>(orchestrator, command, patience);

    /// <summary>How everything stands once a project's tasks have shown themselves, which they do soon after its launch.</summary>
    internal Task<Snapshot> LookAtWorkAsync(ProjectName project) => WaitAsync(s => s.Work.ContainsKey(project) || !s.Projects.ContainsKey(project), patience);

    /// <summary>Commands a project's tasks or merge queue.</summary>
    /// <exception cref="ApiFault">It is refused, or there is no such project.</exception>
    internal Task<T> TellWorkAsync<T>(ProjectName project, WorkMessages.IWorkCommand command) => AskAsync<T>(orchestrator, new WorkMessages.ToWork(project, command), patience);

    /// <summary>Passes a hook's word on. Not answered.</summary>
    internal void Tell(ToTerminal word) => orchestrator.Tell(word);

    /// <summary>Offers a turn's end to whatever waits for its agent.</summary>
    /// <returns>What the turn goes on with; null when nothing waits, or no word came while the hook still listens.</returns>
    internal async Task<string?> OfferTurnEndAsync(AgentTarget target, int incarnation, string? sessionId)
    {
        try
        {
            return (await AskAsync<TerminalMessages.TurnEndAnswer>(orchestrator, new ToTerminal(target, new TerminalMessages.OfferTurnEnd(incarnation, sessionId)), TurnEndPatience)).Text;
        }
        catch (ApiFault)
        {
            return null; // should its terminal still answer, it finds that nobody took the message, and types it
        }
    }

    /// <summary>Asks why an agent is taken to do what it is taken to do.</summary>
    internal Task<StateExplanation> ExplainAsync(AgentTarget target) => AskAsync<StateExplanation>(orchestrator, new ToTerminal(target, new TerminalMessages.Explain()), patience);

    /// <summary>How everything stands.</summary>
    internal Task<Snapshot> LookAsync() => AskAsync<Snapshot>(overview, new GetOverview(), patience);

    /// <summary>How everything stands once the condition holds, or when the time is over.</summary>
    internal Task<Snapshot> WaitAsync(Func<Snapshot, bool> condition, TimeSpan timeout) =>
        AskAsync<Snapshot>(overview, new WaitFor(condition, timeout), timeout + patience);

    /// <exception cref="ApiFault">There is none, or it has not shown itself.</exception>
    internal async Task<AgentView> AgentAsync(AgentTarget target)
    {
        var all = await LookAsync();
        if (all.Agents.TryGetValue(target, out var view)) return view;
        throw target is { Project: { } project, Agent: { } agent } && all.Projects.TryGetValue(project, out var team) && team.Agents.Contains(agent)
            ? NotShown(target)
            : ApiFault.NotFound($"There is no agent {target}.", target.Project is { } known ? $"Those there are: orc status {known}" : "It is started with the first project: orc launch");
    }

    /// <summary>A member of whose state nothing is known: it is about to start, or its events cannot be read.</summary>
    internal static ApiFault NotShown(AgentTarget target) => ApiFault.Failed($"{target} has not shown itself: how it stands is unknown.", "Should it stay so: orc daemon logs, orc doctor");

    /// <exception cref="ApiFault">There is none.</exception>
    internal async Task<ProjectView> ProjectAsync(ProjectName name) => (await LookAsync()).Projects.TryGetValue(name, out var view)
        ? view
        : throw ApiFault.NotFound($"There is no project {name}.", "Those there are: orc status");

    /// <summary>Asks any actor.</summary>
    /// <exception cref="ApiFault">It is refused, or no answer came.</exception>
    internal static async Task<T> AskAsync<T>(IActorRef actor, object message, TimeSpan timeout)
    {
        object answer;
        try
        {
            answer = await actor.Ask<object>(message, timeout);
        }
        catch (AskTimeoutException)
        {
            throw ApiFault.Failed($"No answer within {timeout.TotalSeconds:0} s; whether it is done is unknown.", "Look: orc status, orc daemon logs");
        }
        return answer switch
        {
            T done => done,
            Rejected rejected => throw ApiFault.From(rejected),
            Status.Failure failure => throw ApiFault.Failed(failure.Cause.Message, "See: orc daemon logs"),
            _ => throw ApiFault.Failed($"An unexpected answer: {answer.GetType().Name}."),
        };
    }
}
