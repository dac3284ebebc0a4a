using Akka.Actor;
using Akka.Event;
using Xunit.Abstractions;

namespace Akka.TestKit.Xunit2.Internals;

/// <summary>Writes the log to a test's output.</summary>
public class TestOutputLogger : ReceiveActor
{
    /// <summary>With the output.</summary>
    public TestOutputLogger(ITestOutputHelper output)
    {
        Receive<LogEvent>(log => Write(output, log));
        Receive<InitializeLogger>(initialize =>
        {
            initialize.LoggingBus.Subscribe(Self, typeof(LogEvent));
            Sender.Tell(new LoggerInitialized());
        });
    }

    private static void Write(ITestOutputHelper output, LogEvent log)
    {
        try
        {
            output.WriteLine(log.ToString());
        }
        catch (InvalidOperationException)
        {
            // The test is over: xunit takes no more lines.
        }
    }
}

/// <summary>Puts a prefix before each line.</summary>
internal sealed class PrefixedOutput(ITestOutputHelper output, string prefix) : ITestOutputHelper
{
    public void WriteLine(string message) => output.WriteLine(prefix + message);

    public void WriteLine(string format, params object[] args) => output.WriteLine(prefix + format, args);
}
