#nullable disable
namespace Akka.Actor;

public abstract partial class ActorBase
{
    /// <summary>Called once before the first message. A restart does not call it, but <see cref="PostRestart"/> does by default.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Called once after the actor has stopped, on every way to its end.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>Called on the failed instance before it is replaced. The default stops all children and calls <see cref="PostStop"/>.</summary>
    /// <param name="reason">Why it failed.</param>
    /// <param name="message">At which message; null when it failed outside of one.</param>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in Cell.GetChildren().ToArray())
        {
            Cell.Unwatch(child);
            Cell.Stop(child);
        }

        PostStop();
    }

    /// <summary>Called on the new instance. The default calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>How failures of children are met; null for the system's default. Asked once per instance.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => null;

    /// <summary>Stands around <see cref="PreStart"/>.</summary>
    public virtual void AroundPreStart() => PreStart();

    /// <summary>Stands around <see cref="PostStop"/>.</summary>
    public virtual void AroundPostStop() => PostStop();

    /// <summary>Stands around <see cref="PreRestart"/>.</summary>
    public virtual void AroundPreRestart(Exception cause, object message) => PreRestart(cause, message);

    /// <summary>Stands around <see cref="PostRestart"/>.</summary>
    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);
}
