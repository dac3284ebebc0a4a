using Akka.TestKit.Internal;

namespace Akka.TestKit;

/// <summary>Opens after a number of calls; threads can wait for it.</summary>
public class TestLatch
{
    /// <summary>How long <see cref="Ready()"/> waits.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly CountdownEvent _count;
    private readonly Func<TimeSpan, TimeSpan> _dilate;
    private readonly TimeSpan _defaultTimeout;

    /// <summary>Opens after one call.</summary>
    public TestLatch() : this(1)
    {
    }

    /// <summary>Opens after a number of calls.</summary>
    public TestLatch(int count) : this(count, DefaultTimeout)
    {
    }

    /// <summary>Opens after a number of calls; waits as long as given.</summary>
    public TestLatch(int count, TimeSpan defaultTimeout) : this(t => t, defaultTimeout, count)
    {
    }

    internal TestLatch(Func<TimeSpan, TimeSpan> dilate, TimeSpan defaultTimeout, int count)
    {
        _count = new CountdownEvent(count);
        _dilate = dilate;
        _defaultTimeout = defaultTimeout;
    }

    /// <summary>Whether it is open.</summary>
    public bool IsOpen => _count.CurrentCount == 0;

    /// <summary>One call.</summary>
    public void CountDown() => _count.Signal();

    /// <summary>Opens it.</summary>
    public void Open()
    {
        while (!IsOpen) CountDown();
    }

    /// <summary>Closes it again, for as many calls as in the beginning.</summary>
    public void Reset() => _count.Reset();

    /// <summary>Waits until it is open.</summary>
    /// <exception cref="TimeoutException">It is not in time.</exception>
    public void Ready(TimeSpan timeout)
    {
        if (timeout == TimeSpan.MaxValue) throw new ArgumentException("TestLatch does not support waiting for TimeSpan.MaxValue", nameof(timeout));
        timeout.EnsureIsPositiveFinite(nameof(timeout));
        if (!_count.Wait(_dilate(timeout))) throw new TimeoutException($"Timeout of {_dilate(timeout)} expired. The latch still waits for {_count.CurrentCount} calls.");
    }

    /// <summary>Waits until it is open.</summary>
    public void Ready() => Ready(_defaultTimeout);
}

/// <summary>Opens once a number of threads wait at it.</summary>
public class TestBarrier
{
    /// <summary>How long a thread waits.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);

    private readonly TestKitBase _testKit;
    private readonly TimeSpan _defaultTimeout;
    private readonly int _count;
    private Barrier _barrier;

    /// <summary>For a number of threads.</summary>
    public TestBarrier(TestKitBase testKit, int count, TimeSpan? defaultTimeout = null)
    {
        _testKit = testKit;
        _defaultTimeout = defaultTimeout ?? testKit.TestKitSettings.DefaultTimeout;
        _count = count;
        Reset();
    }

    /// <summary>Makes it new: those that come from now on wait for as many as in the beginning.</summary>
    public void Reset() => _barrier = new Barrier(_count);

    /// <summary>Waits at it.</summary>
    /// <exception cref="TimeoutException">The others do not come in time.</exception>
    public void Await() => Await(_defaultTimeout);

    /// <summary>Waits at it.</summary>
    /// <exception cref="TimeoutException">The others do not come in time.</exception>
    public void Await(TimeSpan timeout)
    {
        if (!_barrier.SignalAndWait(_testKit.Dilated(timeout))) throw new TimeoutException($"Timeout of {timeout} expired: {_barrier.ParticipantsRemaining} are missing at the barrier.");
    }
}
