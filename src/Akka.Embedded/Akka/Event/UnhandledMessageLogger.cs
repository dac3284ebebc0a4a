#nullable disable
using Akka.Actor;

namespace Akka.Event;

/// <summary>Logs messages that their receivers have no handler for.</summary>
internal sealed class UnhandledMessageLogger : UntypedActor
{
    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(UnhandledMessage));

    protected override void OnReceive(object message)
    {
        if (message is not UnhandledMessage unhandled) return;
        var sender = unhandled.Sender.Equals(Context.System.DeadLetters) ? "NoSender" : unhandled.Sender.Path.ToString();
        Context.System.EventStream.Publish(new Debug(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(),
            $"Unhandled message from {sender} : {unhandled.Message}"));
    }
}
