using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Events;

public sealed class LoggingTests() : TestKit("akka.loglevel = INFO")
{
    [Fact]
    public async Task An_actors_log_lines_carry_its_path_level_and_arguments()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        var actor = Sys.ActorOf(Props.Create(() => new Talker()), "talker");
        actor.Tell("hello");
        var line = (LogEvent)await FishForMessageAsync(m => m is LogEvent e && e.LogSource.Contains("talker", StringComparison.Ordinal));
        Assert.Equal(LogLevel.InfoLevel, line.LogLevel());
        Assert.Equal("got hello and 7", line.Message.ToString());
        Assert.Equal("akka://test/user/talker", line.LogSource);
        Assert.Equal(typeof(Talker), line.LogClass);
    }

    [Fact]
    public void Levels_below_the_configured_one_are_off()
    {
        var log = Logging.GetLogger(Sys, "test");
        Assert.False(log.IsDebugEnabled);
        Assert.True(log.IsInfoEnabled);
        Assert.True(log.IsWarningEnabled);
        Assert.True(log.IsErrorEnabled);
    }

    [Fact]
    public void Event_filters_expect_lines_by_level_text_source_and_cause()
    {
        EventFilter.Info("seven").ExpectOne(() => Sys.Log.Info("seven"));
        EventFilter.Warning(start: "eig").ExpectOne(() => Sys.Log.Warning("eight"));
        EventFilter.Error(contains: "in").Expect(2, () =>
        {
            Sys.Log.Error("nine");
            Sys.Log.Error("line");
        });
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => Sys.Log.Error(new InvalidOperationException("boom"), "failed"));
        EventFilter.Info(source: "/user/x").Expect(0, TimeSpan.FromMilliseconds(50), () => Sys.Log.Info("elsewhere"));
    }

    [Fact]
    public void An_expected_line_that_does_not_come_fails_the_test()
    {
        var thrown = Assert.ThrowsAny<Exception>(() => EventFilter.Info("never").ExpectOne(TimeSpan.FromMilliseconds(50), () => { }));
        Assert.Contains("Timeout", thrown.Message, StringComparison.Ordinal);
    }

    private sealed class Talker : ReceiveActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        public Talker() => Receive<string>(m => _log.Info("got {0} and {1}", m, 7));
    }
}
