using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects the next message to be of a type and from a sender.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgFromAsync<T>(sender, duration, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to be of a type and from a sender.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, TimeSpan? duration = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(duration, (_, s) => Assertions.AssertEqual(sender, s, hint), hint, cancellationToken);

    /// <summary>Expects the next message to equal one and to be from a sender.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgFromAsync<T>(sender, message, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to equal one and to be from a sender.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, T message, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (m, s) =>
        {
            Assertions.AssertEqual(message, m, hint);
            Assertions.AssertEqual(sender, s, hint);
        }, hint, cancellationToken);

    /// <summary>Expects the next message to satisfy a predicate and to be from a sender.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgFromAsync<T>(sender, isMessage, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to satisfy a predicate and to be from a sender.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (m, s) =>
        {
            AssertPredicate(isMessage(m), m, hint);
            Assertions.AssertEqual(sender, s, hint);
        }, hint, cancellationToken);

    /// <summary>Expects the next message and its sender to satisfy predicates.</summary>
    public T ExpectMsgFrom<T>(Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgFromAsync<T>(isSender, isMessage, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message and its sender to satisfy predicates.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(Predicate<IActorRef> isSender, Predicate<T> isMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (m, s) =>
        {
            AssertPredicate(isMessage(m), m, hint);
            Assertions.AssertTrue(isSender(s), "Sender does not match predicate. {0}", hint);
        }, hint, cancellationToken);

    /// <summary>Expects the next message to pass an assertion and to be from a sender.</summary>
    public T ExpectMsgFrom<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgFromAsync<T>(sender, assertMessage, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message to pass an assertion and to be from a sender.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(IActorRef sender, Action<T> assertMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (m, s) =>
        {
            assertMessage(m);
            Assertions.AssertEqual(sender, s, hint);
        }, hint, cancellationToken);

    /// <summary>Expects the next message and its sender to pass assertions.</summary>
    public T ExpectMsgFrom<T>(Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectMsgFromAsync<T>(assertSender, assertMessage, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the next message and its sender to pass assertions.</summary>
    public ValueTask<T> ExpectMsgFromAsync<T>(Action<IActorRef> assertSender, Action<T> assertMessage, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<T>(timeout, (m, s) =>
        {
            assertSender(s);
            assertMessage(m);
        }, hint, cancellationToken);
}
