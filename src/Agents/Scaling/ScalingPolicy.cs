using Orchestrator.Runtime.Configuration;
using System.Collections.Immutable;
using System.Globalization;

namespace Orchestrator.Agents.Scaling;

/// <summary>Somebody is to be added or ended.</summary>
/// <param name="Project">Where.</param>
/// <param name="Role">The key of the role.</param>
/// <param name="Leaves">Who is to be ended; <c>null</c> when somebody is to be added.</param>
/// <param name="Reason">Why, in figures.</param>
public sealed record ScalingStep(ProjectName Project, string Role, AgentName? Leaves, string Reason);

/// <summary>Somebody would be added or ended, were it not for something.</summary>
/// <param name="Project">Where.</param>
/// <param name="Role">The key of the role.</param>
/// <param name="Cause">What is in the way, as a word: <c>range</c>, <c>project</c>, <c>agents</c>, <c>load</c>, <c>memory</c>, <c>unknown</c>, <c>usage-limit</c>, <c>work</c>.</param>
/// <param name="Reason">The same in figures.</param>
public sealed record HeldBack(ProjectName Project, string Role, string Cause, string Reason);

/// <summary>What is to be done now: one step at most, since each changes what the next one depends on.</summary>
public sealed record ScalingVerdict(ScalingStep? Step, ImmutableList<HeldBack> Held);

/// <summary>When engineers are added and ended. Pure.</summary>
public static class ScalingPolicy
{
    /// <summary>Whether more work waits for a role than should. An engineer that is free gets it first.</summary>
    public static bool IsPressed(RoleStanding role, ScalingOptions rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(rules);
        if (role.Waiting == 0 || role.Engineers.Any(e => e.FreeSince is not null)) return false;
        return role.Waiting >= rules.QueueLength * Math.Max(1, Up(role)) || now - role.OldestSince >= rules.WaitTime;
    }

    /// <summary>Who may be ended, if nothing of its work would be left behind: the newest first. What they have must be looked at.</summary>
    public static IEnumerable<EngineerStanding> Leaving(RoleStanding role, ScalingOptions rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(role);
        ArgumentNullException.ThrowIfNull(rules);
        if (role.Waiting > 0 || Up(role) <= role.Least || Cools(role, rules, now)) return [];
        return role.Engineers.Reverse().Where(e => e.IsUp && now - e.FreeSince >= rules.IdleTime);
    }

    /// <summary>What is to be done now.</summary>
    public static ScalingVerdict Decide(ScalingSnapshot snapshot, ScalingOptions rules)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var held = ImmutableList<HeldBack>.Empty;
        ScalingStep? step = null;
        foreach (var role in snapshot.Roles.OrderBy(r => r.OldestSince ?? DateTimeOffset.MaxValue))
        {
            if (snapshot.At - role.PressedSince >= rules.Hold && !Cools(role, rules, snapshot.At))
            {
                if (NoRoom(role, snapshot.Machine, rules) is var (cause, why))
                    held = held.Add(new HeldBack(role.Project, role.Role, cause, $"{Pressure(role, snapshot.At)}, but {why}."));
                else
                    step ??= new ScalingStep(role.Project, role.Role, null, Pressure(role, snapshot.At) + ".");
            }
            foreach (var engineer in Leaving(role, rules, snapshot.At))
            {
                var idle = $"{engineer.Name} has had nothing to do for {DurationText.Format(Whole(snapshot.At - engineer.FreeSince!.Value))}";
                if (engineer.Work is { Length: > 0 } work)
                    held = held.Add(new HeldBack(role.Project, role.Role, "work", $"{idle}, but {work}."));
                else if (engineer.Work is not null)
                    step ??= new ScalingStep(role.Project, role.Role, engineer.Name, $"{idle}, no task waits for a {role.Role}, and all of its work has landed.");
            }
        }
        return new ScalingVerdict(step, held);
    }

    private static int Up(RoleStanding role) => role.Engineers.Count(e => e.IsUp);

    private static bool Cools(RoleStanding role, ScalingOptions rules, DateTimeOffset now) => now - role.DecidedAt < rules.CoolDown;

    private static (string Cause, string Why)? NoRoom(RoleStanding role, MachineStanding machine, ScalingOptions rules)
    {
        if (role.Engineers.Count >= role.Most) return ("range", $"{role.Engineers.Count} are as many as are allowed");
        if (role.ProjectAgents >= role.ProjectMost) return ("project", $"the project's {role.ProjectAgents} agents are as many as are allowed");
        if (machine.Agents >= machine.MostAgents) return ("agents", $"the {machine.Agents} agents of this machine are as many as orchestrator.limits.agents allows");
        if (role.Engineers.Any(e => e.IsLimited)) return ("usage-limit", "those there are wait for a usage limit, which holds another one too");
        if (machine.Unknown is { } unknown) return ("unknown", $"it could not be looked whether the machine has room: {unknown}");
        if (machine.Load > rules.MaxLoad)
            return ("load", string.Create(CultureInfo.InvariantCulture, $"the load for each processor is {machine.Load:0.0}, above {rules.MaxLoad:0.0}"));
        return machine.MemoryAvailable < rules.MinMemory
            ? ("memory", $"{machine.MemoryAvailable >> 20} MiB of memory are available, less than {rules.MinMemory >> 20} MiB")
            : null;
    }

    private static string Pressure(RoleStanding role, DateTimeOffset now) =>
        $"{role.Waiting} {(role.Waiting == 1 ? "task waits" : "tasks wait")} for a {role.Role}, the oldest for {DurationText.Format(Whole(now - role.OldestSince!.Value))}, with {Up(role)} at work";

    private static TimeSpan Whole(TimeSpan time) => TimeSpan.FromSeconds(Math.Max(0, Math.Floor(time.TotalSeconds)));
}
