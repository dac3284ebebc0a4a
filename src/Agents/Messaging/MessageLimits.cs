namespace Orchestrator.Agents.Messaging;

/// <summary>A sender's key and the message it stands for, without its text.</summary>
public sealed record KeyedMessage(string Key, Message Message);

/// <summary>How much a mailbox takes, and how it tries.</summary>
/// <param name="MaxQueued">Messages that wait for one agent, at most.</param>
/// <param name="MaxBytes">Bytes of one message's text as UTF-8, at most.</param>
/// <param name="RetryAfter">The wait before a message that could not be typed is tried again.</param>
public sealed record MessageLimits(int MaxQueued, long MaxBytes, TimeSpan RetryAfter);
