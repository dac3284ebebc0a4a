using Akka.Actor;
using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;

namespace Orchestrator.Agents.Terminals;

/// <summary>What every terminal is given.</summary>
/// <param name="Tmux">The owner of the connection.</param>
/// <param name="Profile">How the program of an agent is started and read.</param>
/// <param name="Delivery">The settings of all deliveries.</param>
/// <param name="Environment">Orchestrator's own variables for an incarnation, among them its token and a PATH with <c>orc</c>.</param>
/// <param name="SubmitLog">Where submits are noted.</param>
/// <param name="Files">Where CLIs are set up.</param>
/// <param name="LongMessages">A directory for texts that a terminal cannot take in one line.</param>
/// <param name="Columns">Width of a window, in cells.</param>
/// <param name="Rows">Height of a window, in cells.</param>
/// <param name="Grace">How long a process may take to end before it is killed.</param>
/// <param name="Time">The clock of deliveries: real, since programs are.</param>
public sealed record TerminalServices(
    IActorRef Tmux,
    Func<AgentDefinition, Profile> Profile,
    TerminalTiming Delivery,
    Func<TerminalStart, IReadOnlyDictionary<string, string>> Environment,
    SubmitLog SubmitLog,
    ProfileFiles Files,
    string LongMessages,
    int Columns,
    int Rows,
    TimeSpan Grace,
    TimeProvider Time)
{
    /// <summary>Makes or finds an agent's worktree before its window is created.</summary>
    public Func<AgentDefinition, Task> Prepare { get; init; } = _ => Task.CompletedTask;
}

/// <summary>The waits of a delivery that do not depend on the program.</summary>
/// <param name="Echo">The longest wait for the first echo of a paste; a program that shows nothing by then is taken for silent.</param>
/// <param name="Confirm">The longest wait for the hook that proves a submit.</param>
/// <param name="DraftPatience">A person's draft that nobody goes on with for so long is set aside for a message, and put back after it.</param>
public sealed record TerminalTiming(TimeSpan Echo, TimeSpan Confirm, TimeSpan DraftPatience);
