using Orchestrator.Agents.Lifecycle;
using Orchestrator.Runtime.Persistence;

namespace Orchestrator.Agents.Management;

/// <summary>What a project manager is told about its project and team. In memory only.</summary>
public static class ManagementMessages
{
    /// <summary>Any of them.</summary>
    public interface IProjectCommand : ICommand;

    /// <summary>Brings the project into being. Repeated: nothing happens.</summary>
    public sealed record CreateProject(ProjectPlan Plan) : IProjectCommand;

    /// <summary>Starts every member that does not run.</summary>
    public sealed record ResumeProject : IProjectCommand;

    /// <summary>Ends every member's window; what is stored stays.</summary>
    public sealed record StopProject(string Reason) : IProjectCommand;

    /// <summary>Adds a member and starts it. Answered with <see cref="ProjectAccepted"/>, which names it.</summary>
    /// <param name="Definition">The new member.</param>
    /// <param name="Key">The same key again is the same member, under the name that it got then.</param>
    /// <param name="OverLimit">Why no further agent may run, if so; the orchestrator's word.</param>
    public sealed record AddMember(AgentDefinition Definition, string? Key = null, Rejected? OverLimit = null) : IProjectCommand;

    /// <summary>Ends a member and takes it out of the team. Its directory stays as it is.</summary>
    public sealed record RemoveMember(AgentName Agent) : IProjectCommand;

    /// <summary>None of a removed member's windows is left.</summary>
    public sealed record RecordMemberLeft(AgentName Agent) : IProjectCommand;

    /// <summary>Asked by the orchestrator when the project is to be forgotten; a running one refuses, a stopped one answers its parent with <see cref="ProjectRetired"/>.</summary>
    public sealed record RetireProject;

    /// <summary>The project may be forgotten.</summary>
    /// <param name="Name">Which one.</param>
    /// <param name="Requester">Who waits for the answer.</param>
    public sealed record ProjectRetired(ProjectName Name, Akka.Actor.IActorRef Requester);

    /// <summary>How many members a project keeps running; told to the orchestrator whenever it changes.</summary>
    public sealed record TeamSize(ProjectName Name, int Running);

    /// <summary>A member failed for good; its project manager's agent is told in words.</summary>
    /// <param name="Agent">Which one.</param>
    /// <param name="Incarnation">Its last incarnation, so that a repeated report is known as one.</param>
    /// <param name="Reason">For a person.</param>
    public sealed record MemberFailed(AgentTarget Agent, int Incarnation, string Reason);

    /// <summary>Done.</summary>
    /// <param name="Name">Which project.</param>
    /// <param name="Agent">The member that was added, where one was.</param>
    public sealed record ProjectAccepted(ProjectName Name, AgentName? Agent = null);
}

/// <summary>All that is needed to start a project and to start it again later.</summary>
/// <param name="Id">Tells two launches under one name apart: a removed project leaves its journal behind.</param>
/// <param name="Name">Its name, and its tmux session's.</param>
/// <param name="Title">What the spec calls it.</param>
/// <param name="Directory">Where it works: an absolute path that exists.</param>
/// <param name="SpecPath">Where the spec was read from.</param>
/// <param name="Spec">The spec's text.</param>
/// <param name="Members">The project manager first.</param>
/// <param name="Key">A word of whoever launched it, by which a repeated request is known as the same launch.</param>
public sealed record ProjectPlan(
    Guid Id,
    ProjectName Name,
    string Title,
    string Directory,
    string SpecPath,
    string Spec,
    IReadOnlyList<AgentDefinition> Members,
    string? Key = null)
{
    /// <summary>What was decided about its tasks and worktrees; <c>null</c> for a project of a version that had none.</summary>
    public Work.ProjectWork? Work { get; init; }
}
