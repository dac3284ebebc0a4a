using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Management;
using Orchestrator.Agents.Messaging;
using Orchestrator.Runtime.Supervision;

namespace Orchestrator.Agents.Tests;

/// <summary>Plain values that tests start from.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ProjectName Shop = new("shop");

    public static readonly AgentTarget Developer = AgentTarget.Of(Shop, new AgentName("developer"));

    public static readonly SupervisionOptions Supervision = new(
        new RestartLimit(3, TimeSpan.FromMinutes(10)),
        new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1), 0.2),
        StableAfter: TimeSpan.FromMinutes(5),
        HangAfter: null);

    public static readonly MessageLimits Messages = new(MaxQueued: 5, MaxBytes: 1000, RetryAfter: TimeSpan.FromSeconds(1));

    public static readonly LimitRules Limits = new(
        Margin: TimeSpan.FromSeconds(30),
        Stagger: TimeSpan.FromSeconds(5),
        Jitter: 0,
        new Backoff(TimeSpan.FromMinutes(5), TimeSpan.FromHours(2), 0),
        ProbePatience: TimeSpan.FromMinutes(15),
        "Go on.",
        new Backoff(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15), 0),
        ErrorsForgottenAfter: TimeSpan.FromMinutes(30));

    public static readonly CheckInRules CheckIns = new(SkipUnchanged.Done, TimeSpan.FromHours(4), TimeSpan.FromSeconds(5), PerHour: null);

    public static readonly AgentRules Rules = new(Supervision, Messages, Limits, CheckIns, CanResume: false);

    public static readonly AgentOptions Options = new(Supervision, Messages, Limits, CheckIns, MaxAgents: 10, MaxAgentsPerProject: 4, SnapshotEvery: 1000);

    public static AgentDefinition Definition(AgentTarget target, string role = "developer", TimeSpan? checkIn = null) =>
        new(target, role, "custom", "cat", "/tmp", target.Project?.Value ?? "orchestrator", $"You are {target}.", checkIn, Guid.NewGuid());

    public static ProjectPlan Plan(ProjectName? name = null, params string[] members)
    {
        var project = name ?? Shop;
        string[] names = members.Length == 0 ? ["developer", "tester"] : members;
        return new ProjectPlan(
            Guid.NewGuid(),
            project,
            "The shop",
            "/tmp",
            "/tmp/spec.md",
            "GOAL: a shop",
            [Definition(AgentTarget.ManagerOf(project), "project-manager"), .. names.Select(n => Definition(AgentTarget.Of(project, new AgentName(n)), n))]);
    }

    public static CredentialLimit Limit(DateTimeOffset? resets = null) =>
        new("claude", "You've hit your session limit · resets 3pm", Developer, Noon, resets ?? Noon.AddHours(3), (resets ?? Noon.AddHours(3)) + Limits.Margin);

    public static PaneBinding Pane(int number = 1) => new("100-1", $"%{number}", $"@{number}", 1000 + number);
}
