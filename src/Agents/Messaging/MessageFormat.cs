using System.Globalization;

namespace Orchestrator.Agents.Messaging;

/// <summary>How a message stands in a terminal: a header line, then its text.</summary>
/// <remarks>The header stands first because CLIs run a prompt that begins with <c>!</c> or <c>/</c> as a command.</remarks>
public static class MessageFormat
{
    /// <summary>The header line, e.g. <c>[shop:developer#17 from shop:tester; answer: orc reply shop:developer#17 "…"]</c>.</summary>
    public static string Header(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var what = message.Kind switch
        {
            MessageKind.Brief => "brief",
            MessageKind.CheckIn => "check-in",
            MessageKind.Notice => "notice",
            _ => string.Create(CultureInfo.InvariantCulture, $"from {message.From}"),
        };
        var about = message.InReplyTo is { } answered ? $", answering {answered}" : "";
        var answer = message.Kind is MessageKind.Message ? $"; answer: orc reply {message.Id} \"…\"" : "";
        return $"[{message.Id} {what}{about}{answer}]";
    }

    /// <summary>The whole of it, without a line feed at its end.</summary>
    public static string Text(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return $"{Header(message)}\n{message.Text.TrimEnd('\n')}";
    }
}
