#nullable disable
namespace Akka.Actor;

/// <summary>Asks actors: sends a message and waits for the answer.</summary>
public static class Futures
{
    /// <summary>Asks for any answer.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<object>(message, timeout, CancellationToken.None);

    /// <summary>Asks for any answer.</summary>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<object>(message, null, cancellationToken);

    /// <summary>Asks for any answer.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) => self.Ask<object>(message, timeout, cancellationToken);

    /// <summary>Asks for an answer of a type.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) => self.Ask<T>(message, timeout, CancellationToken.None);

    /// <summary>Asks for an answer of a type.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) => self.Ask<T>(message, null, cancellationToken);

    /// <summary>Asks for an answer of a type.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) => self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <summary>Asks with a message that holds the reference to answer to.</summary>
    /// <param name="self">Who is asked.</param>
    /// <param name="messageFactory">Makes the message from the reference to answer to.</param>
    /// <param name="timeout">How long to wait; null for <c>akka.actor.ask-timeout</c>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>The answer. Fails with the cause of a <see cref="Status.Failure"/>, with <see cref="AskTimeoutException"/> when none comes in time,
    /// and with <see cref="ArgumentException"/> when the answer has another type.</returns>
    public static Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ProviderOf(self) ?? throw new ArgumentException("Unable to resolve the target Provider", nameof(self));
        return new Question<T>(provider, timeout ?? provider.Settings.AskTimeout, cancellationToken).Put(self, messageFactory);
    }

    internal static IActorRefProvider ProviderOf(ICanTell self) => self switch
    {
        IInternalActorRef actor when !actor.IsNobody() => actor.Provider,
        ActorSelection selection => ProviderOf(selection.Anchor),
        _ => ActorCell.Current?.SystemImpl.Provider,
    };
}
