using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;

namespace Orchestrator.Agents.Work;

/// <summary>What a project's work is told about its spec, and what comes of it.</summary>
public static class SpecMessages
{
    /// <summary>The spec has another text. Answered with <see cref="SpecAccepted"/>; the same text again changes nothing and tells nobody.</summary>
    /// <param name="Path">Where it was read from.</param>
    /// <param name="Body">Its text without front matter.</param>
    /// <param name="By">Who says so.</param>
    public sealed record UpdateSpec(string Path, string Body, string By) : WorkMessages.IWorkCommand;

    /// <summary>The spec is as it was given.</summary>
    /// <param name="Revision">Counts its versions, from 1 for that of the launch.</param>
    /// <param name="Changes">A line for each change; none when there was none.</param>
    /// <param name="Told">Who is told.</param>
    /// <param name="Tasks">The tasks that were added.</param>
    public sealed record SpecAccepted(int Revision, IReadOnlyList<string> Changes, IReadOnlyList<AgentName> Told, IReadOnlyList<string> Tasks);

    /// <summary>The spec was changed. What agents are told of it, and the tasks that come of it, are stored with it.</summary>
    /// <param name="Project">Which project of the name.</param>
    /// <param name="Revision">Counts its versions; the first change makes version 2.</param>
    /// <param name="Path">Where it was read from.</param>
    /// <param name="Title">What it calls the project.</param>
    /// <param name="Spec">Its text.</param>
    /// <param name="Changes">A line for each change.</param>
    /// <param name="By">Who changed it.</param>
    /// <param name="At">When.</param>
    [EventName("work.spec-updated.v1")]
    public sealed record SpecUpdated(Guid Project, int Revision, string Path, string Title, string Spec, ImmutableList<string> Changes, string By, DateTimeOffset At) : WorkEvents.IWorkEvent;
}

/// <summary>The version of a spec that a project works by.</summary>
/// <param name="Revision">Counts its versions, from 1 for that of the launch.</param>
/// <param name="Path">Where it was read from.</param>
/// <param name="Body">Its text.</param>
public sealed record SpecVersion(int Revision, string Path, string Body);
