using Orchestrator.Agents.Messaging;
using System.Globalization;
using System.Text;

namespace Orchestrator.Agents.Terminals;

/// <summary>A message as it is put into a certain terminal.</summary>
internal static class TerminalText
{
    // A terminal in canonical mode cuts a line at 4,095 bytes: n_tty's buffer.
    private const int LongestCookedLine = 4000;

    /// <param name="message">The message.</param>
    /// <param name="shell">The interactive shell in the foreground, if there is one.</param>
    /// <param name="cooked">Whether the terminal is in canonical mode.</param>
    /// <param name="directory">Where a text goes whose lines are too long for such a terminal.</param>
    public static string For(Message message, string? shell, bool cooked, string directory)
    {
        var text = MessageFormat.Text(message);
        if (cooked && text.Split('\n').Any(line => Encoding.UTF8.GetByteCount(line) > LongestCookedLine))
            text = ByReference(message, "Its lines are too long for this terminal.", directory);
        return shell is null ? text : ShellText.Quote(text, shell);
    }

    /// <summary>A short text in a message's place: it names the file in which all of it stands.</summary>
    /// <param name="message">The message.</param>
    /// <param name="why">Why it is not given itself; a sentence.</param>
    /// <param name="directory">Where the file goes.</param>
    public static string ByReference(Message message, string why, string directory)
    {
        var text = MessageFormat.Text(message);
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, message.Id.Replace(':', '.').Replace('#', '-') + ".txt");
        File.WriteAllText(path, text);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{MessageFormat.Header(message)}\n{why} Read all of it ({Encoding.UTF8.GetByteCount(text):N0} bytes) in: {path}");
    }
}
