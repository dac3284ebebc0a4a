using Akka.Actor;
using System.Collections;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Expects no message for what is left or the default.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) => ExpectNoMsgAsync(cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects no message for a time.</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) => ExpectNoMsgAsync(duration, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects no message for a time.</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) => ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Expects no message for what is left or the default.</summary>
    public ValueTask ExpectNoMsgAsync(CancellationToken cancellationToken = default) => InternalExpectNoMsgAsync(RemainingOrDefault, cancellationToken);

    /// <summary>Expects no message for a time.</summary>
    public ValueTask ExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellationToken = default) => InternalExpectNoMsgAsync(Dilated(duration), cancellationToken);

    /// <summary>Expects no message for a time.</summary>
    public ValueTask ExpectNoMsgAsync(int milliseconds, CancellationToken cancellationToken = default) => ExpectNoMsgAsync(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>Expects the end of a watched actor.</summary>
    public Terminated ExpectTerminated(IActorRef target, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectTerminatedAsync(target, timeout, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Expects the end of a watched actor.</summary>
    public ValueTask<Terminated> ExpectTerminatedAsync(IActorRef target, TimeSpan? timeout = null, string hint = null, CancellationToken cancellationToken = default) =>
        ExpectAsync<Terminated>(timeout, (terminated, _) => Assertions.AssertEqual(target, terminated.ActorRef, hint), hint ?? $"Terminated {target}", cancellationToken);

    /// <summary>Takes messages until one satisfies the predicate.</summary>
    public object FishForMessage(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Takes messages until one of the type satisfies the predicate.</summary>
    public T FishForMessage<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage(isMessage, null, max, hint, cancellationToken);

    /// <summary>Takes messages until one of the type satisfies the predicate; keeps the others.</summary>
    public T FishForMessage<T>(Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, allMessages, max, hint, cancellationToken).AsTask().GetAwaiter().GetResult();

    /// <summary>Takes messages until one satisfies the predicate.</summary>
    public ValueTask<object> FishForMessageAsync(Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Takes messages until one of the type satisfies the predicate.</summary>
    public ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessageAsync(isMessage, null, max, hint, cancellationToken);

    /// <summary>Takes messages until one of the type satisfies the predicate; keeps the others.</summary>
    public async ValueTask<T> FishForMessageAsync<T>(Predicate<T> isMessage, ArrayList allMessages, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var end = Now + limit;
        allMessages?.Clear();
        while (true)
        {
            var envelope = await TryTakeAsync(Max(end - Now, TimeSpan.Zero), cancellationToken).ConfigureAwait(false);
            Assertions.AssertTrue(envelope is not null, "Timeout ({0}) during fishForMessage{1}", limit, string.IsNullOrEmpty(hint) ? "" : ", hint: " + hint);
            if (envelope.Message is T message && isMessage(message)) return message;
            allMessages?.Add(envelope.Message);
        }
    }

    /// <summary>Takes messages until one is of the type.</summary>
    public async Task FishUntilMessageAsync<T>(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        await FishForMessageAsync<T>(_ => true, max, cancellationToken: cancellationToken).ConfigureAwait(false);

    /// <summary>Drops messages that a function accepts, before the test sees them.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) => TestActor.Tell(new TestActor.SetIgnore(m => shouldIgnoreMessage(m)));

    /// <summary>Drops messages of a type that a function accepts, before the test sees them.</summary>
    public void IgnoreMessages<TMsg>(Func<TMsg, bool> shouldIgnoreMessage) => IgnoreMessages(m => m is TMsg typed && shouldIgnoreMessage(typed));

    /// <summary>Drops messages of a type before the test sees them.</summary>
    public void IgnoreMessages<TMsg>() => IgnoreMessages(m => m is TMsg);

    /// <summary>Drops no more messages.</summary>
    public void IgnoreNoMessages() => TestActor.Tell(new TestActor.SetIgnore(null));

    private async ValueTask InternalExpectNoMsgAsync(TimeSpan duration, CancellationToken cancellation)
    {
        var start = Now;
        var envelope = await _queue.TakeAsync(duration, cancellation).ConfigureAwait(false);
        _lastWasNoMsg = true;
        if (envelope is not null)
        {
            _last = envelope;
            Assertions.Fail("Failed: Expected no messages during {0}, instead we received {1} after {2}", duration, envelope, Now - start);
        }
    }
}
