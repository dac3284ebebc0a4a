using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.TestActors;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

public sealed class AskTests : TestKit
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task The_first_answer_completes_the_task()
    {
        var echo = Sys.ActorOf(SimpleEchoActor.Props());
        Assert.Equal("hello", await echo.Ask<string>("hello", Long));
        Assert.Equal((object)7, await echo.Ask(7, Long));
    }

    [Fact]
    public async Task No_answer_in_time_is_an_AskTimeoutException()
    {
        var silent = Sys.ActorOf(BlackHoleActor.Props);
        await Assert.ThrowsAsync<AskTimeoutException>(() => silent.Ask<string>("hello", TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public async Task A_cancelled_token_cancels_the_task()
    {
        var silent = Sys.ActorOf(BlackHoleActor.Props);
        using var source = new CancellationTokenSource();
        var answer = silent.Ask<string>("hello", Long, source.Token);
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => silent.Ask<string>("hello", Long, source.Token));
    }

    [Fact]
    public async Task A_failure_as_the_answer_fails_the_task_with_its_cause()
    {
        var echo = Sys.ActorOf(SimpleEchoActor.Props());
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => echo.Ask<string>(new Status.Failure(new InvalidOperationException("boom")), Long));
        Assert.Equal("boom", thrown.Message);
    }

    [Fact]
    public async Task An_answer_of_another_type_fails_the_task()
    {
        var echo = Sys.ActorOf(SimpleEchoActor.Props());
        await Assert.ThrowsAsync<ArgumentException>(() => echo.Ask<int>("no number", Long));
    }

    [Fact]
    public async Task The_message_can_hold_the_reference_to_answer_to()
    {
        var redirect = Sys.ActorOf(Props.Create(() => new Redirect()));
        var answer = await redirect.Ask<string>(replyTo => new Question(replyTo), Long, CancellationToken.None);
        Assert.Equal("to the one named", answer);
    }

    [Fact]
    public async Task A_late_answer_is_a_dead_letter()
    {
        var probe = CreateTestProbe();
        await Assert.ThrowsAsync<AskTimeoutException>(() => probe.Ref.Ask<string>("hello", TimeSpan.FromMilliseconds(20)));
        await probe.ExpectMsgAsync("hello");
        await EventFilter.DeadLetter<string>().ExpectOneAsync(() =>
        {
            probe.Reply("too late");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_selection_can_be_asked()
    {
        Sys.ActorOf(SimpleEchoActor.Props(), "echo");
        Assert.Equal("hello", await Sys.ActorSelection("/user/echo").Ask<string>("hello", Long));
    }

    [Fact]
    public async Task PipeTo_sends_the_result_the_failure_or_what_is_made_of_them()
    {
        await Task.FromResult(7).PipeTo(TestActor);
        await ExpectMsgAsync(7);
        await Task.FromException<int>(new InvalidOperationException("boom")).PipeTo(TestActor);
        Assert.IsType<InvalidOperationException>((await ExpectMsgAsync<Status.Failure>()).Cause);
        await Task.FromResult(7).PipeTo(TestActor, success: n => $"got {n}");
        await ExpectMsgAsync("got 7");
        await Task.FromException<int>(new InvalidOperationException("boom")).PipeTo(TestActor, failure: e => e.Message);
        await ExpectMsgAsync("boom");
        await Task.CompletedTask.PipeTo(TestActor, success: () => "done");
        await ExpectMsgAsync("done");
    }

    private sealed record Question(IActorRef ReplyTo);

    private sealed class Redirect : ReceiveActor
    {
        public Redirect() => Receive<Question>(q => q.ReplyTo.Tell("to the one named"));
    }
}
