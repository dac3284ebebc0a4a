using Akka.Actor;
using Akka.Actor.Internal;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>Meets each child's failures by a strategy of its own.</summary>
public class DelegatingSupervisorStrategy : SupervisorStrategy
{
    private readonly Dictionary<IActorRef, SupervisorStrategy> _strategies = [];

    /// <inheritdoc/>
    public override IDecider Decider { get; } = new StoppingDecider();

    /// <summary>Sets a child's strategy.</summary>
    public void Update(IActorRef child, SupervisorStrategy supervisorStrategy) => _strategies[child] = supervisorStrategy;

    /// <inheritdoc/>
    public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children)
    {
        Of(child).HandleChildTerminated(actorContext, child, children);
        _strategies.Remove(child);
    }

    /// <inheritdoc/>
    public override void ProcessFailure(IActorContext context, bool restart, IActorRef child, Exception cause, ChildRestartStats stats, IReadOnlyCollection<ChildRestartStats> children) =>
        Of(child).ProcessFailure(context, restart, child, cause, stats, children);

    /// <inheritdoc/>
    public override ISurrogate ToSurrogate(ActorSystem system) => throw new NotSupportedException("A supervisor strategy is not serialized.");

    /// <inheritdoc/>
    protected override Directive Handle(IActorRef child, Exception exception) => Of(child).Choose(child, exception);

    private SupervisorStrategy Of(IActorRef child) => _strategies.TryGetValue(child, out var strategy) ? strategy : StoppingStrategy;

    private sealed class StoppingDecider : IDecider
    {
        public Directive Decide(Exception cause) => Directive.Stop;
    }
}
