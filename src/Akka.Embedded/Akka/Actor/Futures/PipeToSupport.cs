#nullable disable
namespace Akka.Actor;

/// <summary>Sends the outcome of tasks to actors.</summary>
public static class PipeToSupport
{
    /// <summary>Sends a task's result, or <see cref="Status.Failure"/>, once it is complete.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets it.</param>
    /// <param name="sender">From whom; nobody by default.</param>
    /// <param name="success">Makes the message from the result; the result itself by default.</param>
    /// <param name="failure">Makes the message from the failure; <see cref="Status.Failure"/> by default.</param>
    /// <returns>Completes once the message is sent.</returns>
    public static Task PipeTo<T>(this Task<T> taskToPipe, ICanTell recipient, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        taskToPipe.PipeTo(recipient, false, sender, success, failure);

    /// <summary>Sends a task's result, or <see cref="Status.Failure"/>, once it is complete.</summary>
    public static async Task PipeTo<T>(this Task<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null)
    {
        sender ??= ActorRefs.NoSender;
        try
        {
            var result = await taskToPipe.ConfigureAwait(useConfigureAwait);
            recipient.Tell(success is null ? result : success(result), sender);
        }
        catch (Exception thrown)
        {
            recipient.Tell(failure is null ? new Status.Failure(thrown) : failure(thrown), sender);
        }
    }

    /// <summary>Sends a message once a task is complete: <see cref="Status.Failure"/> when it failed, else what <paramref name="success"/> makes, or none.</summary>
    public static Task PipeTo(this Task taskToPipe, ICanTell recipient, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        taskToPipe.PipeTo(recipient, false, sender, success, failure);

    /// <summary>Sends a message once a task is complete: <see cref="Status.Failure"/> when it failed, else what <paramref name="success"/> makes.</summary>
    public static async Task PipeTo(this Task taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null)
    {
        sender ??= ActorRefs.NoSender;
        try
        {
            await taskToPipe.ConfigureAwait(useConfigureAwait);
            if (success is not null) recipient.Tell(success(), sender);
        }
        catch (Exception thrown)
        {
            recipient.Tell(failure is null ? new Status.Failure(thrown) : failure(thrown), sender);
        }
    }

    /// <summary>Sends a task's result, or <see cref="Status.Failure"/>, once it is complete.</summary>
    public static Task PipeTo<T>(this ValueTask<T> taskToPipe, ICanTell recipient, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, false, sender, success, failure);

    /// <summary>Sends a task's result, or <see cref="Status.Failure"/>, once it is complete.</summary>
    public static Task PipeTo<T>(this ValueTask<T> taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<T, object> success = null, Func<Exception, object> failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);

    /// <summary>Sends a message once a task is complete.</summary>
    public static Task PipeTo(this ValueTask taskToPipe, ICanTell recipient, bool useConfigureAwait, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, useConfigureAwait, sender, success, failure);

    /// <summary>Sends a message once a task is complete.</summary>
    public static Task PipeTo(this ValueTask taskToPipe, ICanTell recipient, IActorRef sender = null, Func<object> success = null, Func<Exception, object> failure = null) =>
        taskToPipe.AsTask().PipeTo(recipient, false, sender, success, failure);
}
