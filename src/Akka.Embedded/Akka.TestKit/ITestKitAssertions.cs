namespace Akka.TestKit;

/// <summary>How a test framework is told that a test fails.</summary>
public interface ITestKitAssertions
{
    /// <summary>Fails.</summary>
    void Fail(string format = "", params object[] args);

    /// <summary>Fails unless the condition holds.</summary>
    void AssertTrue(bool condition, string format = "", params object[] args);

    /// <summary>Fails if the condition holds.</summary>
    void AssertFalse(bool condition, string format = "", params object[] args);

    /// <summary>Fails unless both are equal.</summary>
    void AssertEqual<T>(T expected, T actual, string format = "", params object[] args);

    /// <summary>Fails unless both are equal in the eyes of the comparer.</summary>
    void AssertEqual<T>(T expected, T actual, Func<T, T, bool> comparer, string format = "", params object[] args);
}

/// <summary>A test kit that does not make its test actor the sender of what the test sends.</summary>
public interface INoImplicitSender;
