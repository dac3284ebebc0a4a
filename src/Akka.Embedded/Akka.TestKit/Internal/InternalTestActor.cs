using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit.Internal;

/// <summary>Puts what it receives into a queue that the test reads.</summary>
internal sealed class InternalTestActor : ActorBase
{
    private readonly MessageQueue _queue;
    private readonly DelegatingSupervisorStrategy _strategies = new();
    private TestActor.Ignore _ignore;
    private AutoPilot _autoPilot;

    public InternalTestActor(MessageQueue queue) => _queue = queue;

    protected override SupervisorStrategy SupervisorStrategy() => _strategies;

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case TestActor.SetIgnore set: _ignore = set.Ignore; break;
            case TestActor.SetAutoPilot set: _autoPilot = set.AutoPilot; break;
            case TestActor.Watch watch:
                Context.Watch(watch.Actor);
                Sender.Tell(watch);
                break;
            case TestActor.Unwatch unwatch:
                Context.Unwatch(unwatch.Actor);
                Sender.Tell(unwatch);
                break;
            case TestActor.Spawn spawn: Spawn(spawn); break;
            default: Observe(message); break;
        }

        return true;
    }

    protected override void PostStop()
    {
        foreach (var left in _queue.ToArray())
            Context.System.DeadLetters.Tell(new DeadLetter(left.Message, left.Sender ?? Context.System.DeadLetters, Self), left.Sender);
    }

    private void Spawn(TestActor.Spawn spawn)
    {
        var child = spawn.Apply(Context);
        if (spawn._supervisorStrategy.HasValue) _strategies.Update(child, spawn._supervisorStrategy.Value);
        Sender.Tell(child);
    }

    private void Observe(object message)
    {
        var sender = Sender;
        if (_autoPilot is not null and not NoAutoPilot)
        {
            var next = _autoPilot.Run(sender, message);
            if (next is not KeepRunning) _autoPilot = next;
        }

        if (_ignore?.Invoke(message) != true) _queue.Add(new RealMessageEnvelope(message, sender));
    }
}
