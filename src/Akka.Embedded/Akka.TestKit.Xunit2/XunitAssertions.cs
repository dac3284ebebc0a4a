using System.Globalization;
using Xunit;

namespace Akka.TestKit.Xunit2;

/// <summary>Fails tests the way xunit does.</summary>
public class XunitAssertions : ITestKitAssertions
{
    /// <inheritdoc/>
    public void Fail(string format = "", params object[] args) => Assert.Fail(Text(format, args));

    /// <inheritdoc/>
    public void AssertTrue(bool condition, string format = "", params object[] args) => Assert.True(condition, condition ? "" : Text(format, args));

    /// <inheritdoc/>
    public void AssertFalse(bool condition, string format = "", params object[] args) => Assert.False(condition, condition ? Text(format, args) : "");

    /// <inheritdoc/>
    public void AssertEqual<T>(T expected, T actual, string format = "", params object[] args)
    {
        if (string.IsNullOrEmpty(format)) Assert.Equal(expected, actual);
        else AssertEqual(expected, actual, EqualityComparer<T>.Default.Equals, format, args);
    }

    /// <inheritdoc/>
    public void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args)
    {
        if (!comparer(expected, actual)) Assert.Fail($"Not equal: expected {expected}, but got {actual}. {Text(format, args)}");
    }

    private static string Text(string format, object[] args) =>
        args is { Length: > 0 } ? string.Format(CultureInfo.CurrentCulture, format, args) : format;
}
