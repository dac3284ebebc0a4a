using System.Globalization;
using System.Text;
using Orchestrator.Runtime.Persistence;

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

    /// <summary>The text with CR LF and CR as LF, and without control characters: ESC could end a bracketed paste, ^C or ^D an agent.</summary>
    /// <remarks>LF and tab stay. A note at the end says how many were removed.</remarks>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var cleaned = new StringBuilder(text.Length);
        var removed = 0;
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes()) // a lone surrogate becomes U+FFFD
        {
            if (Rune.IsControl(rune) && rune.Value is not ('\n' or '\t'))
                removed++;
            else
                cleaned.Append(rune);
        }

        if (removed == 0) return cleaned.ToString();
        var note = string.Create(CultureInfo.InvariantCulture, $"\n({removed} control {(removed == 1 ? "character was" : "characters were")} removed.)");
        return string.IsNullOrWhiteSpace(cleaned.ToString()) ? "" : cleaned.Append(note).ToString();
    }
}
