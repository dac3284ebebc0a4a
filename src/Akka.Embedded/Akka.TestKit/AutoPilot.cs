using Akka.Actor;

namespace Akka.TestKit;

/// <summary>Acts for a test actor on each message that comes in, before the test sees it.</summary>
public abstract class AutoPilot
{
    /// <summary>No more acting.</summary>
    public static NoAutoPilot NoAutoPilot => NoAutoPilot.Instance;

    /// <summary>Go on with the same pilot.</summary>
    public static KeepRunning KeepRunning => KeepRunning.Instance;

    /// <summary>Acts on a message.</summary>
    /// <returns>Who acts on the next one.</returns>
    public abstract AutoPilot Run(IActorRef sender, object message);
}

/// <summary>No more acting.</summary>
public sealed class NoAutoPilot : AutoPilot
{
    /// <summary>The only instance.</summary>
    public static NoAutoPilot Instance = new();

    private NoAutoPilot()
    {
    }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => this;
}

/// <summary>Go on with the same pilot.</summary>
public sealed class KeepRunning : AutoPilot
{
    /// <summary>The only instance.</summary>
    public static KeepRunning Instance = new();

    private KeepRunning()
    {
    }

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) =>
        throw new InvalidOperationException("Must not call KeepRunning.Run: it only stands for the pilot that runs.");
}

/// <summary>Acts on a message.</summary>
/// <returns>Who acts on the next one.</returns>
public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);

/// <summary>A pilot from a function.</summary>
public sealed class DelegateAutoPilot : AutoPilot
{
    private readonly AutoPilotDelegate _autoPilotDelegate;

    /// <summary>With the function.</summary>
    public DelegateAutoPilot(AutoPilotDelegate autoPilotDelegate) => _autoPilotDelegate = autoPilotDelegate;

    /// <inheritdoc/>
    public override AutoPilot Run(IActorRef sender, object message) => _autoPilotDelegate(sender, message);
}
