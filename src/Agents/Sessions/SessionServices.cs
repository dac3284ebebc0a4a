using Akka.Actor;
using Orchestrator.TmuxAdapter;

namespace Orchestrator.Agents.Sessions;

/// <summary>Everything that can be done with the sessions and panes of our server, whoever made them. Thread-safe; one per daemon.</summary>
public sealed class SessionServices
{
    /// <param name="tmux">The owner of the connection.</param>
    /// <param name="patience">How long a connection may take to be there.</param>
    /// <param name="hub">The adapter's own hidden session (<see cref="TmuxServerOptions.HubSession"/>).</param>
    /// <param name="options">Limits, shell, sizes.</param>
    public SessionServices(IActorRef tmux, TimeSpan patience, string hub, SessionOptions options)
    {
        Directory = new PaneDirectory(new TmuxConnection(tmux, patience), hub);
        Layouts = new PaneLayouts(options);
        Panes = new PaneOperations(Directory, Layouts, options);
        Metadata = new PaneMetadata(Directory);
        Sessions = new SessionOperations(Directory, Panes, Layouts, options);
    }

    /// <summary>Finds them.</summary>
    public PaneDirectory Directory { get; }

    /// <summary>Arranges panes.</summary>
    public PaneLayouts Layouts { get; }

    /// <summary>Creates and ends panes, types into them.</summary>
    public PaneOperations Panes { get; }

    /// <summary>What is noted on panes.</summary>
    public PaneMetadata Metadata { get; }

    /// <summary>Creates and ends sessions.</summary>
    public SessionOperations Sessions { get; }
}
