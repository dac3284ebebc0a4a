using Akka.Actor;
using Orchestrator.Agents.Terminals;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Sessions;

/// <summary>The connection to our tmux server for those who are no actors: asked for anew at every use, since it may be made again.</summary>
/// <param name="owner">The actor that owns it.</param>
/// <param name="patience">How long it may take until there is one.</param>
public sealed class TmuxConnection(IActorRef owner, TimeSpan patience)
{
    /// <summary>The connection that is up now, or as soon as there is one.</summary>
    /// <exception cref="SessionException">There is none within the time.</exception>
    public async Task<TmuxServer> GetAsync(CancellationToken cancellation = default)
    {
        try
        {
            return (await owner.Ask<TmuxMessages.Connected>(new TmuxMessages.GetServer(), patience, cancellation)).Server;
        }
        catch (AskTimeoutException)
        {
            throw new SessionException("failed", $"There is no connection to tmux within {patience.TotalSeconds:0} s.", "See: orc doctor, orc daemon logs");
        }
    }
}
