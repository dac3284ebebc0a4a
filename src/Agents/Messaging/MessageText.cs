using Orchestrator.Runtime.Persistence;
using System.Globalization;
using System.Text;

namespace Orchestrator.Agents.Messaging;

/// <summary>What may be put into a terminal: text, and nothing that a terminal takes for a key.</summary>
public static class MessageText
{
    /// <summary>Why a text is refused; <c>null</c> when it is not.</summary>
    public static Rejected? Problem(string text, MessageLimits limits)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(limits);
        var size = Encoding.UTF8.GetByteCount(text);
        if (size > limits.MaxBytes)
        {
            return Rejected.Refused(
                string.Create(CultureInfo.InvariantCulture, $"The message has {size:N0} bytes; orchestrator.delivery.max-message-size allows {limits.MaxBytes:N0}."),
                "Put it into a file and send the file's path.");
        }

        return string.IsNullOrWhiteSpace(Clean(text)) ? new Rejected(RejectionCode.Invalid, "The message is empty.") : null;
    }

    /// <summary>The text as <see cref="PlainText.Clean"/> leaves it: ESC could end a bracketed paste, ^C or ^D an agent.</summary>
    /// <remarks>A note at the end says how many characters were removed.</remarks>
    public static string Clean(string text)
    {
        var plain = PlainText.Clean(text);
        if (plain.Removed == 0 || string.IsNullOrWhiteSpace(plain.Text)) return plain.Text;
        var were = plain.Removed == 1 ? "character was" : "characters were";
        return string.Create(CultureInfo.InvariantCulture, $"{plain.Text}\n({plain.Removed} control {were} removed.)");
    }
}
