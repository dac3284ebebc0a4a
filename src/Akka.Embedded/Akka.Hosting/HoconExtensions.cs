using Akka.Configuration.Hocon;
using System.Globalization;

namespace Akka.Hosting;

/// <summary>Writes values as HOCON.</summary>
public static class HoconExtensions
{
    /// <summary>Text in quotes where it needs them.</summary>
    public static string ToHocon(this string text) => HoconText.Quoted(text);

    /// <summary><c>on</c> or <c>off</c>.</summary>
    public static string ToHocon(this bool value) => value ? "on" : "off";

    /// <summary>A number.</summary>
    public static string ToHocon(this int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public static string ToHocon(this long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A duration in milliseconds.</summary>
    /// <param name="value">The duration.</param>
    /// <param name="allowInfinite">Whether a negative one is written as <c>infinite</c>; else it is an error.</param>
    /// <param name="zeroIsInfinite">Whether none is written as <c>infinite</c>, too.</param>
    /// <exception cref="ArgumentException">It is negative and must not be.</exception>
    public static string ToHocon(this TimeSpan value, bool allowInfinite = false, bool zeroIsInfinite = false)
    {
        if (value < TimeSpan.Zero || (zeroIsInfinite && value == TimeSpan.Zero))
            return allowInfinite ? "infinite" : throw new ArgumentException($"The duration {value} must not be negative here.", nameof(value));
        return value.TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture) + "ms";
    }
}
