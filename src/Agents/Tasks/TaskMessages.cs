using Orchestrator.Agents.Work;

namespace Orchestrator.Agents.Tasks;

/// <summary>What a project's tasks are told. In memory only.</summary>
public static class TaskMessages
{
    /// <summary>Any of them.</summary>
    public interface ITaskCommand : WorkMessages.IWorkCommand;

    /// <summary>Adds a task. Answered, as all that a person asks for, with <see cref="TaskAccepted"/> or Rejected.</summary>
    /// <param name="Key">The same key again is the same task.</param>
    /// <param name="Title">One line.</param>
    /// <param name="Text">In full.</param>
    /// <param name="Role">The key of the role that is wanted.</param>
    /// <param name="Owner">Who is to have it at once.</param>
    /// <param name="Priority">How soon it is wanted.</param>
    /// <param name="DependsOn">Ids of tasks, those of other projects with the project's name before.</param>
    /// <param name="Criteria">How it will be checked.</param>
    /// <param name="By">Who adds it.</param>
    public sealed record AddTask(
        string Key,
        string Title,
        string Text,
        string? Role,
        AgentName? Owner,
        TaskPriority Priority,
        IReadOnlyList<string> DependsOn,
        IReadOnlyList<string> Criteria,
        string By) : ITaskCommand
    {
        /// <summary>As in <see cref="AddDependencies"/>.</summary>
        public IReadOnlyDictionary<string, IReadOnlyList<string>> Others { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    }

    /// <summary>Makes a task wait for others too.</summary>
    /// <param name="Id">The task; <see cref="Dependencies.All"/> for all of them.</param>
    /// <param name="DependsOn">As in <see cref="AddTask"/>.</param>
    /// <param name="Others">What tasks of other projects depend on, by full names, so that a cycle over projects is seen.</param>
    /// <param name="By">Who says so.</param>
    public sealed record AddDependencies(string Id, IReadOnlyList<string> DependsOn, IReadOnlyDictionary<string, IReadOnlyList<string>> Others, string By) : ITaskCommand;

    /// <summary>Gives a task to an agent.</summary>
    public sealed record AssignTask(string Id, AgentName Owner, string By) : ITaskCommand;

    /// <summary>An agent begins; one that nobody has it takes.</summary>
    /// <param name="Id">The task.</param>
    /// <param name="Agent">Who begins; <c>null</c> for its owner.</param>
    public sealed record StartTask(string Id, AgentName? Agent) : ITaskCommand;

    /// <summary>A task cannot go on.</summary>
    public sealed record BlockTask(string Id, string Reason, string By) : ITaskCommand;

    /// <summary>A task is done; its commits go into the merge queue.</summary>
    public sealed record FinishTask(string Id, string? Summary, string By) : ITaskCommand;

    /// <summary>A task is not done after all.</summary>
    public sealed record ReopenTask(string Id, string Reason, string By) : ITaskCommand;

    /// <summary>What the tests say of a task; its owner is told at once.</summary>
    public sealed record ReportTests(string Id, bool Passed, string Text, string By) : ITaskCommand;

    /// <summary>Makes a task, or all of them, wait for less. What it does not wait for is passed over.</summary>
    public sealed record DropDependencies(string Id, IReadOnlyList<string> DependsOn, string By) : ITaskCommand;

    /// <summary>How another project stands.</summary>
    /// <param name="Done">What of it is done, by full names.</param>
    /// <param name="Of">Which one, when its project manager is to know what is waited for.</param>
    public sealed record MeetDependencies(IReadOnlySet<string> Done, ProjectName? Of = null) : ITaskCommand;

    /// <summary>Another project was removed.</summary>
    public sealed record LoseProject(ProjectName Project) : ITaskCommand;

    /// <summary>Done.</summary>
    public sealed record TaskAccepted(string Id);
}
