namespace Orchestrator.Agents.Teams;

/// <summary>Every role there is. Check-in intervals are settings; duties in full stand in config/briefs.</summary>
public static class Roles
{
    private const string Progress = "What have you finished, what are you doing, what blocks you? Report with orc report.";

    /// <summary>Stands above all projects; no member of a team.</summary>
    public static Role Orchestrator { get; } = new("orchestrator", "Orchestrator", "watches over all projects",
        "Look at orc status. Is a project blocked, failed or done? Help where only you can.");

    /// <summary>In every team, once.</summary>
    public static Role ProjectManager { get; } = new("project-manager", "Project manager", "plans, assigns and checks the work",
        "Look at orc status and at your team's last messages. Who is blocked, who is idle, what is done by the success criteria? Act on it, then report with orc report.");

    /// <summary>All roles, the orchestrator first.</summary>
    public static IReadOnlyList<Role> All { get; } =
    [
        Orchestrator,
        ProjectManager,
        new("developer", "Developer", "writes the code", "Is there work that is not committed? Commit it now, with a message that says why. " + Progress),
        new("tester", "Tester", "writes tests and looks for what breaks", "Commit the tests you have. " + Progress),
        new("test-runner", "Test runner", "runs the tests and reports what fails", "Run the tests on the newest commits and tell the developers what fails. " + Progress),
        new("reviewer", "Reviewer", "reads the changes before they are merged", "Are there commits that nobody has reviewed? " + Progress),
        new("devops", "DevOps engineer", "builds, packages and deploys", "Commit what works. " + Progress),
        new("sysadmin", "System administrator", "sets up and looks after machines and services", "Write down what you changed on which machine. " + Progress),
        new("security-ops", "Security engineer", "looks for weaknesses and closes them", "Tell the project manager of every open weakness and how bad it is. " + Progress),
        new("network-ops", "Network engineer", "plans and checks networks and their rules", "Write down what you changed in which network. " + Progress),
        new("data-engineer", "Data engineer", "looks after schemas, migrations and data flows", "Commit your migrations with their way back. " + Progress),
        new("researcher", "Researcher", "finds out what others need to know", "Write down what you found, with its sources. " + Progress),
        new("technical-writer", "Technical writer", "writes what users and developers read", "Commit what you have written. " + Progress),
    ];

    /// <summary>The roles that a team may have: all but the orchestrator.</summary>
    public static IReadOnlyList<string> TeamKeys { get; } = [.. All.Skip(1).Select(role => role.Key)];

    /// <summary>The role of that key, or null.</summary>
    public static Role? Find(string key) => All.FirstOrDefault(role => role.Key == key);
}
