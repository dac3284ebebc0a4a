#nullable disable
namespace Akka.Util;

/// <summary>Writes to standard output, a line at a time whoever writes.</summary>
public static class StandardOutWriter
{
    private static readonly Lock Gate = new();

    /// <summary>Writes a text.</summary>
    public static void Write(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null) =>
        Write(() => Console.Write(message), foregroundColor, backgroundColor);

    /// <summary>Writes a line.</summary>
    public static void WriteLine(string message, ConsoleColor? foregroundColor = null, ConsoleColor? backgroundColor = null) =>
        Write(() => Console.WriteLine(message), foregroundColor, backgroundColor);

    private static void Write(Action write, ConsoleColor? foreground, ConsoleColor? background)
    {
        lock (Gate)
        {
            if (foreground is { } color) Console.ForegroundColor = color;
            if (background is { } back) Console.BackgroundColor = back;
            write();
            if (foreground is not null || background is not null) Console.ResetColor();
        }
    }
}
