namespace Akka.TestKit.Internal;

/// <summary>Questions about times.</summary>
public static class TimeSpanExtensions
{
    /// <summary>Whether it is the infinite time.</summary>
    public static bool IsInfiniteTimeout(this TimeSpan timeSpan) => timeSpan == Timeout.InfiniteTimeSpan;

    /// <summary>Whether it is above zero and not infinite.</summary>
    public static bool IsPositiveFinite(this TimeSpan timeSpan) => timeSpan > TimeSpan.Zero;

    /// <summary>The shorter one; null counts as infinite.</summary>
    public static TimeSpan Min(this TimeSpan a, TimeSpan? b) =>
        b is not { } other || other < TimeSpan.Zero ? a : a < TimeSpan.Zero || other < a ? other : a;

    /// <summary>Refuses zero, negative and infinite times.</summary>
    public static void EnsureIsPositiveFinite(this TimeSpan timeSpan, string parameterName)
    {
        if (!timeSpan.IsPositiveFinite()) throw new ArgumentException($"The value must be greater than 0 and finite. It was {timeSpan}.", parameterName);
    }
}
