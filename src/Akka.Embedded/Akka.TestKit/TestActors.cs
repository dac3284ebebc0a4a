using Akka.Actor;

namespace Akka.TestKit.TestActors;

/// <summary>Sends all it gets to the test's actor, and to the sender if that is another.</summary>
public class EchoActor : ReceiveActor
{
    /// <summary>With the test, and whether the sender gets it as well.</summary>
    public EchoActor(TestKitBase testkit, bool echoBackToSenderAsWell = true) => ReceiveAny(message =>
    {
        var sender = Sender;
        var testActor = testkit.TestActor;
        if (echoBackToSenderAsWell && !testActor.Equals(sender)) sender.Forward(message);
        testActor.Tell(message, Sender);
    });

    /// <summary>Props of it.</summary>
    public static Props Props(TestKitBase testkit, bool echoBackToSenderAsWell = true) =>
        Akka.Actor.Props.Create(() => new EchoActor(testkit, echoBackToSenderAsWell));
}

/// <summary>Sends all it gets back.</summary>
public class SimpleEchoActor : ReceiveActor
{
    /// <summary>Without parameters.</summary>
    public SimpleEchoActor() => ReceiveAny(message => Sender.Tell(message));

    /// <summary>Props of it.</summary>
    public static Props Props() => Akka.Actor.Props.Create(() => new SimpleEchoActor());
}

/// <summary>Forwards all it gets.</summary>
public class ForwardActor : ReceiveActor
{
    /// <summary>With who gets it.</summary>
    public ForwardActor(IActorRef target) => ReceiveAny(target.Forward);

    /// <summary>Props of it.</summary>
    public static Props Props(IActorRef target) => Akka.Actor.Props.Create(() => new ForwardActor(target));
}

/// <summary>Takes all it gets and does nothing.</summary>
public class BlackHoleActor : ActorBase
{
    /// <summary>Props of it.</summary>
    public static Props Props { get; } = Akka.Actor.Props.Create(() => new BlackHoleActor());

    /// <inheritdoc/>
    protected override bool Receive(object message) => true;
}

/// <summary>Handles nothing.</summary>
public class UnhandledMessageActor : ReceiveActor;
