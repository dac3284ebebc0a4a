using Orchestrator.Agents.Tasks;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Work;

/// <summary>What has happened to a project's work as a whole. Stored for ever: add events, never change one.</summary>
public static class WorkEvents
{
    /// <summary>Any of them.</summary>
    public interface IWorkEvent : IEvent;

    /// <summary>A project's work begins; what an earlier project of the name left is forgotten.</summary>
    [EventName("work.opened.v1")]
    public sealed record WorkOpened(Guid Project, DateTimeOffset At) : IWorkEvent;

    /// <summary>An agent is to be told something; it is sent once this is stored.</summary>
    [EventName("work.notice-queued.v1")]
    public sealed record NoticeQueued(Notice Notice, DateTimeOffset At) : IWorkEvent;

    /// <summary>The agent's mailbox has it, or will never take it.</summary>
    /// <param name="Key">The notice's.</param>
    /// <param name="Problem">Why it is not sent; <c>null</c> when it was.</param>
    /// <param name="At">When.</param>
    [EventName("work.notice-settled.v1")]
    public sealed record NoticeSettled(string Key, string? Problem, DateTimeOffset At) : IWorkEvent;
}
