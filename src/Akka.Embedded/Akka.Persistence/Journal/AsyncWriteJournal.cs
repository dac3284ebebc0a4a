using Akka.Actor;
using Akka.Event;
using System.Collections.Immutable;

namespace Akka.Persistence.Journal;

/// <summary>The base of journals that store asynchronously.</summary>
/// <remarks>An actor has at most one write under way, so answers need no further ordering than that of one write.</remarks>
public abstract class AsyncWriteJournal : WriteJournalBase, IAsyncRecovery
{
    /// <summary>Whether what the journal is asked is published on the event stream.</summary>
    protected readonly bool CanPublish;

    private readonly ReplayFilterSettings _filter;
    private readonly ILoggingAdapter _log;

    /// <summary>A journal; the name of the actor is the path of its configuration.</summary>
    protected AsyncWriteJournal()
    {
        var extension = Persistence.Instance.Apply(Context.System);
        CanPublish = extension.Settings.Internal.PublishPluginCommands;
        _log = Context.GetLogger();
        _filter = ReplayFilterSettings.Read(extension.ConfigFor(Self.Path.Name));
    }

    /// <inheritdoc />
    public abstract Task ReplayMessagesAsync(IActorContext context, string persistenceId, long fromSequenceNr, long toSequenceNr, long max, Action<IPersistentRepresentation> recoveryCallback);

    /// <inheritdoc />
    public abstract Task<long> ReadHighestSequenceNrAsync(string persistenceId, long fromSequenceNr);

    /// <summary>Stores writes, in order, each of them whole or not at all.</summary>
    /// <returns>
    /// Null when all are stored; else for each write null or why it was refused before it was stored. A failed task means that
    /// the writes are not stored, or that it is unknown whether they are.
    /// </returns>
    protected abstract Task<IImmutableList<Exception>> WriteMessagesAsync(IEnumerable<AtomicWrite> messages);

    /// <summary>Deletes events, the highest sequence number stays known.</summary>
    protected abstract Task DeleteMessagesToAsync(string persistenceId, long toSequenceNr);

    /// <summary>Takes what is no request to a journal; false when it is unknown.</summary>
    protected virtual bool ReceivePluginInternal(object message) => false;

    /// <inheritdoc />
    protected sealed override bool Receive(object message) => ReceiveWriteJournal(message) || ReceivePluginInternal(message);

    /// <summary>Takes the requests to a journal; false for anything else.</summary>
    protected bool ReceiveWriteJournal(object message)
    {
        switch (message)
        {
            case WriteMessages write:
                Write(write);
                return true;
            case ReplayMessages replay:
                _ = ReplayAsync(replay, Context, Self);
                return true;
            case DeleteMessagesTo delete:
                _ = DeleteAsync(delete, Context.System, Self);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The exception inside an aggregate of one, else the exception itself.</summary>
    protected static Exception TryUnwrapException(Exception e) =>
        e is AggregateException { InnerExceptions: [var single] } ? TryUnwrapException(single) : e;

    private void Write(WriteMessages message)
    {
        var self = Self;
        IReadOnlyList<AtomicWrite> prepared;
        try
        {
            prepared = [.. PreparePersistentBatch(message.Messages)];
        }
        catch (Exception refused)
        {
            // An adapter could not take an event: nothing was given to the store, so all are refused.
            WriteAnswers.Send(message, self, message.Messages.OfType<AtomicWrite>().Select(_ => refused).ToImmutableList());
            return;
        }
        Task<IImmutableList<Exception>> task;
        try
        {
            task = prepared.Count == 0 ? Task.FromResult<IImmutableList<Exception>>(null) : WriteMessagesAsync(prepared);
        }
        catch (Exception failed)
        {
            task = Task.FromException<IImmutableList<Exception>>(failed);
        }
        if (task.IsCompleted)
            WriteAnswers.Send(message, self, prepared.Count, task);
        else
            task.ContinueWith(done => WriteAnswers.Send(message, self, prepared.Count, done), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private async Task ReplayAsync(ReplayMessages message, IActorContext context, IActorRef self)
    {
        var receiver = message.PersistentActor;
        var system = context.System;
        Action<ReplayedMessage> tell = replayed => receiver.Tell(replayed, ActorRefs.NoSender);
        var filter = _filter.Create(_log, tell);
        var take = filter is null ? tell : filter.Take;
        try
        {
            var highest = await ReadHighestSequenceNrAsync(message.PersistenceId, Math.Max(0L, message.FromSequenceNr - 1L)).ConfigureAwait(false);
            var to = Math.Min(message.ToSequenceNr, highest);
            if (to > 0L && message.FromSequenceNr <= to && message.Max > 0L)
            {
                await ReplayMessagesAsync(context, message.PersistenceId, message.FromSequenceNr, to, message.Max, stored =>
                {
                    if (stored.IsDeleted)
                        return;
                    foreach (var adapted in AdaptFromJournal(stored))
                        take(new ReplayedMessage(adapted));
                }).ConfigureAwait(false);
                filter?.Complete();
            }
            receiver.Tell(new RecoverySuccess(highest), ActorRefs.NoSender);
        }
        catch (Exception failed)
        {
            receiver.Tell(new ReplayMessagesFailure(TryUnwrapException(failed)), ActorRefs.NoSender);
        }
        if (CanPublish)
            system.EventStream.Publish(message);
    }

    private async Task DeleteAsync(DeleteMessagesTo message, ActorSystem system, IActorRef self)
    {
        object answer;
        try
        {
            await DeleteMessagesToAsync(message.PersistenceId, message.ToSequenceNr).ConfigureAwait(false);
            answer = new DeleteMessagesSuccess(message.ToSequenceNr);
        }
        catch (Exception failed)
        {
            answer = new DeleteMessagesFailure(TryUnwrapException(failed), message.ToSequenceNr);
        }
        message.PersistentActor.Tell(answer, self);
        if (CanPublish)
            system.EventStream.Publish(message);
    }
}
