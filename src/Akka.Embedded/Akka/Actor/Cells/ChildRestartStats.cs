#nullable disable
namespace Akka.Actor.Internal;

/// <summary>What is known of a child or its name.</summary>
public interface IChildStats;

/// <summary>A child and how often it was restarted in the present window of time.</summary>
public class ChildRestartStats : IChildStats
{
    /// <summary>For a child.</summary>
    public ChildRestartStats(IInternalActorRef child, uint maxNrOfRetriesCount = 0, long restartTimeWindowStartTicks = 0)
    {
        Child = child;
        MaxNrOfRetriesCount = maxNrOfRetriesCount;
        RestartTimeWindowStartTicks = restartTimeWindowStartTicks;
    }

    /// <summary>The child.</summary>
    public IInternalActorRef Child { get; }

    /// <summary>Its uid.</summary>
    public long Uid => Child.Path.Uid;

    /// <summary>Restarts counted so far.</summary>
    public uint MaxNrOfRetriesCount { get; private set; }

    /// <summary>When the window began, in ticks of the monotonic clock; 0 before the first restart.</summary>
    public long RestartTimeWindowStartTicks { get; private set; }

    /// <summary>Counts a restart.</summary>
    /// <param name="maxNrOfRetries">How many are allowed; negative for any number.</param>
    /// <param name="withinTimeMilliseconds">In which window of time; zero or less for all time.</param>
    /// <returns>Whether it is allowed.</returns>
    public bool RequestRestartPermission(int maxNrOfRetries, int withinTimeMilliseconds)
    {
        if (maxNrOfRetries == 0) return false;
        if (withinTimeMilliseconds <= 0)
        {
            if (maxNrOfRetries < 0) return true;
            MaxNrOfRetriesCount++;
            return MaxNrOfRetriesCount <= maxNrOfRetries;
        }

        var retries = maxNrOfRetries < 0 ? 1 : maxNrOfRetries; // with a window alone, one restart in it is allowed
        var now = TimeProvider.System.GetElapsedTime(0).Ticks;
        if (RestartTimeWindowStartTicks == 0) RestartTimeWindowStartTicks = now;
        var inWindow = now - RestartTimeWindowStartTicks <= TimeSpan.FromMilliseconds(withinTimeMilliseconds).Ticks;
        if (inWindow)
        {
            MaxNrOfRetriesCount++;
            return MaxNrOfRetriesCount <= retries;
        }

        MaxNrOfRetriesCount = 1;
        RestartTimeWindowStartTicks = now;
        return true;
    }
}
