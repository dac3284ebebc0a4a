namespace Orchestrator.Agents.Identity;

/// <summary>What somebody may ask for.</summary>
public enum Operation
{
    /// <summary>See how projects and agents stand, and the team's check-ins.</summary>
    Look,

    /// <summary>Read messages and events of a project.</summary>
    Read,

    /// <summary>Write to an agent, or answer one.</summary>
    Write,

    /// <summary>Write in another agent's name.</summary>
    WriteAs,

    /// <summary>Say how one stands.</summary>
    Report,

    /// <summary>Schedule or cancel an agent's check-ins.</summary>
    CheckIn,

    /// <summary>Restart, stop, pause or continue an agent; add or remove a member.</summary>
    Steer,

    /// <summary>Look at the sessions and panes that belong to a project, and create panes there. What is somebody's, only they and who steers them change.</summary>
    UseTerminals,

    /// <summary>Run a pipeline.</summary>
    RunPipelines,

    /// <summary>Launch, resume, stop or remove projects; end the daemon.</summary>
    Administer,
}

/// <summary>Who may do what to whom. Engineers write and report; project managers steer their own team; the orchestrator and the user do everything.</summary>
public static class Permissions
{
    /// <summary>Why somebody may not do something.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="operation">For what.</param>
    /// <param name="target">To whom; for a whole project, its project manager.</param>
    /// <returns><c>null</c> when it is allowed.</returns>
    public static string? Refusal(Caller caller, Operation operation, AgentTarget target)
    {
        if (caller.IsUserOrOrchestrator && operation != Operation.Report)
            return null;
        return operation switch
        {
            Operation.Look => null,
            Operation.Report => caller.Agent == target ? null : "only an agent reports, and only for itself; who it is comes from its environment",
            Operation.Write => target.IsOrchestrator || caller.IsMemberOf(target.Project)
                ? null : "an agent writes to its own project and to the orchestrator",
            Operation.Read => caller.IsMemberOf(target.Project) ? null : "an agent reads what concerns its own project",
            Operation.CheckIn => caller.Agent == target || caller.Manages(target.Project)
                ? null : "an agent schedules check-ins for itself, a project manager for its team",
            Operation.WriteAs => caller.Agent == target || caller.Manages(target.Project)
                ? null : "an agent writes in its own name, a project manager also in its team's",
            Operation.Steer => caller.Manages(target.Project) ? null : "a project manager steers its own team; others ask theirs",
            Operation.UseTerminals => caller.IsMemberOf(target.Project) ? null : "an agent uses the session of its own project",
            Operation.RunPipelines => caller.Manages(caller.Agent?.Project) ? null : "pipelines are run by the user, the orchestrator and project managers; others ask theirs",
            Operation.Administer => "only the user and the orchestrator start, stop and remove projects",
            _ => throw new System.Diagnostics.UnreachableException($"Unknown operation {operation}."),
        };
    }
}
