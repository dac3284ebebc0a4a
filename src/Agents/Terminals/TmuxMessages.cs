using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Terminals;

/// <summary>What the owner of the tmux connection is told, and what it tells. In memory only.</summary>
public static class TmuxMessages
{
    /// <summary>Asks for the connection. Answered with <see cref="Connected"/> as soon as there is one.</summary>
    public sealed record GetServer;

    /// <summary>The connection; it serves until it is lost, then ask again.</summary>
    public sealed record Connected(TmuxServer Server);

    /// <summary>The daemon is about to end with its agents: the tmux server goes too, if no session is left on it but our own empty one. Answered with <see cref="ServerEnded"/>, or a failure.</summary>
    public sealed record EndServer;

    /// <summary>Whether the server was ended; it was not when somebody's session is left.</summary>
    public sealed record ServerEnded(bool Ended);

    /// <summary>Ends the windows of an agent: process trees, then windows. Answered with <see cref="PanesEnded"/>; done again after a lost connection.</summary>
    /// <param name="Target">Whose.</param>
    /// <param name="UpTo">Only incarnations up to this one.</param>
    public sealed record EndPanes(AgentTarget Target, int UpTo);

    /// <summary>None of an agent's windows is left, of those that were to be ended. Not told where tmux refused; that is in the log.</summary>
    public sealed record PanesEnded(AgentTarget Target);
}
