using Akka.Actor;
using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>Tells a persistent actor what became of each of its events, in their order.</summary>
internal static class WriteAnswers
{
    public static void Send(WriteMessages message, IActorRef journal, int writeCount, Task<IImmutableList<Exception>> done)
    {
        if (!done.IsCompletedSuccessfully)
        {
            var cause = done.Exception is { InnerExceptions: [var single] } ? single : (Exception)done.Exception ?? new TaskCanceledException(done);
            Fail(message, journal, writeCount, cause);
        }
        else if (done.Result is { } results && results.Count != writeCount)
            Fail(message, journal, writeCount, new InvalidOperationException($"The journal answered {results.Count} results for {writeCount} writes."));
        else
            Send(message, journal, done.Result);
    }

    public static void Send(WriteMessages message, IActorRef journal, IImmutableList<Exception> results)
    {
        var actor = message.PersistentActor;
        actor.Tell(WriteMessagesSuccessful.Instance, journal);
        var index = 0;
        foreach (var envelope in message.Messages)
        {
            if (envelope is not AtomicWrite write)
            {
                actor.Tell(new LoopMessageSuccess(envelope.Payload, message.ActorInstanceId), envelope.Sender);
                continue;
            }
            var refused = results?[index];
            index++;
            foreach (var e in write.Events)
                actor.Tell(refused is null
                    ? new WriteMessageSuccess(e, message.ActorInstanceId)
                    : new WriteMessageRejected(e, refused, message.ActorInstanceId), e.Sender);
        }
    }

    private static void Fail(WriteMessages message, IActorRef journal, int writeCount, Exception cause)
    {
        var actor = message.PersistentActor;
        actor.Tell(new WriteMessagesFailed(cause, writeCount), journal);
        foreach (var envelope in message.Messages)
        {
            if (envelope is not AtomicWrite write)
                actor.Tell(new LoopMessageSuccess(envelope.Payload, message.ActorInstanceId), envelope.Sender);
            else
                foreach (var e in write.Events)
                    actor.Tell(new WriteMessageFailure(e, cause, message.ActorInstanceId), e.Sender);
        }
    }
}
