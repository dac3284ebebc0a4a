using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit;

namespace Orchestrator.Agents.Tests.Days;

/// <summary>Virtual time with a clock that can be set: what waits goes on waiting, and the time of day is another.</summary>
internal sealed class JumpingScheduler(Config config, ILoggingAdapter log) : TestScheduler(config, log), IScheduler
{
    private long _offset;

    DateTimeOffset ITimeProvider.Now => Now.AddTicks(Interlocked.Read(ref _offset));

    /// <summary>Sets the clock on, or back.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref _offset, by.Ticks);
}
