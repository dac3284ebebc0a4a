using Akka.Actor;
using Akka.Util;

namespace Akka.TestKit;

/// <summary>The messages that steer a test actor.</summary>
public static class TestActor
{
    /// <summary>Says whether a message is dropped before the test sees it.</summary>
    public delegate bool Ignore(object message);

    /// <summary>No more acting.</summary>
    public static AutoPilot NoAutoPilot => AutoPilot.NoAutoPilot;

    /// <summary>Go on with the same pilot.</summary>
    public static AutoPilot KeepRunning => AutoPilot.KeepRunning;

    /// <summary>Nothing was received yet.</summary>
    public static NullMessageEnvelope NullMessage => NullMessageEnvelope.Instance;

    /// <summary>Drop what this accepts; null for nothing.</summary>
    public class SetIgnore : INoSerializationVerificationNeeded
    {
        /// <summary>With the function.</summary>
        public SetIgnore(Ignore ignore) => Ignore = ignore;

        /// <summary>The function.</summary>
        public Ignore Ignore { get; }
    }

    /// <summary>Watch an actor.</summary>
    public class Watch : INoSerializationVerificationNeeded
    {
        /// <summary>With the actor.</summary>
        public Watch(IActorRef actorToWatch) => Actor = actorToWatch;

        /// <summary>The actor.</summary>
        public IActorRef Actor { get; }
    }

    /// <summary>Watch an actor no longer.</summary>
    public class Unwatch : INoSerializationVerificationNeeded
    {
        /// <summary>With the actor.</summary>
        public Unwatch(IActorRef actorToUnwatch) => Actor = actorToUnwatch;

        /// <summary>The actor.</summary>
        public IActorRef Actor { get; }
    }

    /// <summary>Act on messages.</summary>
    public class SetAutoPilot : INoSerializationVerificationNeeded
    {
        /// <summary>With the pilot.</summary>
        public SetAutoPilot(AutoPilot autoPilot) => AutoPilot = autoPilot;

        /// <summary>The pilot.</summary>
        public AutoPilot AutoPilot { get; }
    }

    /// <summary>Create a child, which is sent back.</summary>
    public class Spawn : INoSerializationVerificationNeeded
    {
        /// <summary>What to create.</summary>
        public readonly Props _props;

        /// <summary>Its name.</summary>
        public readonly Option<string> _name;

        /// <summary>How its failures are met.</summary>
        public readonly Option<SupervisorStrategy> _supervisorStrategy;

        /// <summary>With all three.</summary>
        public Spawn(Props props, Option<string> name, Option<SupervisorStrategy> supervisorStrategy)
        {
            _props = props;
            _name = name;
            _supervisorStrategy = supervisorStrategy;
        }

        /// <summary>Creates it.</summary>
        public IActorRef Apply(IActorRefFactory context) => context.ActorOf(_props, _name.Value);
    }
}
