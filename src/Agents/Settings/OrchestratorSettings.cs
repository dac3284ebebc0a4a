using Orchestrator.Agents.CheckIns;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Merging;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Agents.Scaling;
using Orchestrator.Agents.Streams;
using Orchestrator.Agents.Subscriptions;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Teams;
using Orchestrator.Agents.Terminals;
using Orchestrator.Agents.Work;
using Orchestrator.Agents.Worktrees;
using Orchestrator.Runtime.Configuration;
using Orchestrator.Runtime.Supervision;

namespace Orchestrator.Agents.Settings;

/// <summary>Reads all settings once, at the start. A new setting gets its default in reference.conf and its line here.</summary>
public static class OrchestratorSettings
{
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>Reads every setting strictly; what stands under <c>akka</c> is left to the actor engine.</summary>
    /// <exception cref="SettingsException">Every mistake there is, each with key, value, place and way out.</exception>
    public static OrchestratorOptions Read(LayeredConfig config)
    {
        var all = new SettingsReader(config);
        all.Leave("akka");
        var root = all.Section("orchestrator");
        var limits = ReadLimits(root.Section("limits"));
        var options = new OrchestratorOptions(
            ReadSupervision(root.Section("supervision")),
            ReadUsageLimits(root.Section("usage-limits"), root.Section("errors")),
            ReadPrompts(root.Section("prompts")),
            ReadMessages(root.Section("delivery")),
            ReadTerminals(root.Section("terminals")),
            limits,
            ReadTeams(root, limits),
            ReadTmux(root.Section("tmux")),
            new JournalOptions(root.Section("journal").Count("snapshot-every", 10, 1_000_000)),
            ReadDaemon(root.Section("daemon")),
            ReadRecording(root.Section("recording")),
            ReadSubscriptions(root.Section("subscriptions")),
            ReadWork(root))
        {
            Permissions = PermissionRuleReader.Read(root.Section("permissions")),
            Scaling = ReadScaling(root.Section("scaling")),
        };
        all.Complete();
        return options;
    }

    private static SupervisionOptions ReadSupervision(SettingsReader section) => new(
        new RestartLimit(section.Count("max-restarts", 0, 1000), section.Duration("within", Second, Year)),
        ReadBackoff(section, section.Number("jitter", 0, 1)),
        section.Duration("stable-after", TimeSpan.Zero, Year),
        section.DurationOrOff("hang-after", Second, Year))
    {
        LongTurn = section.DurationOrOff("long-turn", Second, Year),
        SilentTurn = section.DurationOrOff("silent-turn", Second, Year),
    };

    private static Backoff ReadBackoff(SettingsReader section, double jitter)
    {
        var (min, max) = (section.Duration("min-backoff", Millisecond, Hour), section.Duration("max-backoff", Millisecond, 24 * Hour));
        if (min > max)
            section.Wrong("min-backoff", $"is {DurationText.Format(min)}, more than max-backoff ({DurationText.Format(max)}). Write less, or raise max-backoff.");
        return new Backoff(min, max, jitter);
    }

    private static LimitRules ReadUsageLimits(SettingsReader limits, SettingsReader errors) => new(
        limits.Duration("margin", TimeSpan.Zero, Hour),
        limits.Duration("stagger", TimeSpan.Zero, Hour),
        limits.Number("jitter", 0, 1),
        ReadBackoff(limits, 0),
        limits.Duration("probe-patience", Second, 24 * Hour),
        limits.Text("continue-message", mayBeEmpty: true),
        ReadBackoff(errors, errors.Number("jitter", 0, 1)),
        errors.Duration("forgotten-after", Second, Year));

    private static CheckInRules ReadPrompts(SettingsReader section) => new(
        section.Choice("skip-unchanged", "never", "done", "always") switch
        {
            "never" => SkipUnchanged.Never,
            "always" => SkipUnchanged.Always,
            _ => SkipUnchanged.Done,
        },
        section.Duration("max-check-in-interval", Second, Year),
        section.Duration("git-timeout", Millisecond, Hour),
        section.Text("per-hour") == "off" ? null : section.Count("per-hour", 1, 1_000_000));

    private static MessageLimits ReadMessages(SettingsReader section) => new(
        section.Count("max-queued", 1, 1_000_000),
        section.Size("max-message-size", 1, 16 << 20),
        section.Duration("retry-after", Millisecond, Hour));

    private static TerminalOptions ReadTerminals(SettingsReader section) => new(
        new TerminalTiming(
            section.Duration("echo-timeout", Millisecond, Hour),
            section.Duration("confirm-timeout", Millisecond, Hour),
            section.Duration("draft-patience", Second, Year)),
        section.Duration("stop-grace", TimeSpan.Zero, Hour));

    private static LimitOptions ReadLimits(SettingsReader section) => new(
        section.Count("agents-per-project", 1, 1000),
        section.Count("agents", 1, 10_000),
        section.Size("spec-size", 1, 64 << 20),
        section.Count("sessions", 1, 1000),
        section.Count("panes-per-session", 1, 1000),
        section.Count("pipelines", 1, 1000));

    private static TeamOptions ReadTeams(SettingsReader root, LimitOptions limits)
    {
        var (section, checkIns) = (root.Section("teams"), root.Section("check-ins"));
        var (types, plans) = (section.Section("types"), section.Section("plans"));
        var plan = section.Text("plan", mayBeEmpty: true);
        if (plan.Length > 0 && !section.Keys("plans").Contains(plan))
            section.Wrong("plan", $"is \"{plan}\", which is none of the plans. {Spelling.Hint(plan, [.. section.Keys("plans")])}");
        return new TeamOptions(
            ReadRoles(section, "default"),
            section.Keys("types").ToDictionary(type => type, type => ReadRoles(types, type)),
            section.Keys("plans").ToDictionary(plan => plan, plan => plans.Count(plan, 1, 1000)),
            section.Text("profile"),
            limits.AgentsPerProject,
            Roles.All.ToDictionary(role => role.Key, role => checkIns.DurationOrOff(role.Key, Second, Year)))
        {
            Plan = plan.Length > 0 ? plan : null,
            RefineTimeout = section.Duration("refine-timeout", Second, Hour),
        };
    }

    /// <summary>Roles are checked here, so that a mistake in a file is found before somebody launches that team.</summary>
    private static string ReadRoles(SettingsReader section, string key)
    {
        var text = section.Text(key);
        if (text.Length == 0)
            return text;
        var requests = RoleList.Parse(text, key, 0, out var errors);
        if (errors.Count > 0)
            section.Wrong(key, $"is \"{text}\". {errors[0].Message} {errors[0].Hint}");
        else if (requests.FirstOrDefault(r => !Roles.TeamKeys.Contains(r.Role)) is { } unknown)
            section.Wrong(key, $"is \"{text}\", and there is no role {SafeName.Quote(unknown.Role)} for a team. {Spelling.Hint(unknown.Role, Roles.TeamKeys)}");
        return text;
    }

    private static WorkOptions ReadWork(SettingsReader root)
    {
        var (git, worktrees, tasks, merging) = (root.Section("git"), root.Section("worktrees"), root.Section("tasks"), root.Section("merging"));
        return new WorkOptions(
            new GitOptions(git.Text("command"), git.Duration("timeout", Second, Hour)),
            new WorktreeOptions(
                worktrees.Choice("mode", "auto", "off", "required") switch
                {
                    "off" => WorktreeMode.Off,
                    "required" => WorktreeMode.Required,
                    _ => WorktreeMode.Auto,
                },
                worktrees.Text("root"),
                worktrees.Count("max-files", 1, 100_000_000),
                worktrees.Choice("save-uncommitted", "on", "off") == "on"),
            new TaskRules(
                tasks.Choice("assignment", "manager", "runtime") == "runtime" ? AssignmentMode.Runtime : AssignmentMode.Manager,
                tasks.Count("open-per-agent", 1, 100),
                tasks.Count("low-batch", 1, 100),
                tasks.Count("max", 1, 100_000)),
            new MergeOptions(
                merging.Choice("style", "merge", "rebase") == "rebase" ? MergeStyle.Rebase : MergeStyle.Merge,
                merging.Text("test"),
                merging.Duration("test-timeout", Second, 24 * Hour),
                merging.Choice("advance-start", "on", "off") == "on",
                merging.Choice("tags", "on", "off") == "on"));
    }

    private static ScalingOptions ReadScaling(SettingsReader section)
    {
        var text = section.Text("roles");
        var roles = RoleRanges.Parse(text, out var problem);
        if (problem is var (message, hint)) section.Wrong("roles", $"is \"{text}\". {message} {hint}");
        return new ScalingOptions(
            roles,
            section.Count("queue-length", 1, 1000),
            section.Duration("wait-time", Second, Year),
            section.Duration("hold", TimeSpan.Zero, Hour),
            section.Duration("idle-time", Second, Year),
            section.Duration("cool-down", TimeSpan.Zero, 24 * Hour),
            section.Duration("look-every", Second, Hour),
            section.Number("max-load", 0, 1000),
            section.Size("min-memory", 0, 1L << 50));
    }

    private static TmuxOptions ReadTmux(SettingsReader section) => new(
        section.Text("command"),
        section.Count("columns", 20, 1000),
        section.Count("rows", 5, 1000),
        section.Duration("command-timeout", Second, Hour),
        ReadBackoff(section, 0));

    private static DaemonOptions ReadDaemon(SettingsReader section) => new(
        section.Choice("log-level", "debug", "info", "warning", "error"),
        section.Size("log-size", 1 << 10, 1L << 40),
        section.Count("log-files", 0, 1000),
        section.Duration("answer-timeout", Second, Hour),
        section.Duration("start-wait", Second, Hour),
        section.Duration("stop-wait", Second, Hour));

    private static StreamOptions ReadRecording(SettingsReader section) => new(
        section.Choice("panes", "none", "all") == "all",
        section.Size("file-size", 4 << 10, 1L << 30),
        section.Count("files", 2, 1000),
        section.Count("gone-panes", 0, 10_000),
        section.Size("spool-size", 4 << 10, 1L << 34));

    private static SubscriptionOptions ReadSubscriptions(SettingsReader section) => new(
        section.Count("max", 1, 100_000),
        section.Count("concurrency", 1, 100),
        section.Count("max-waiting", 1, 100_000),
        section.Count("max-per-second", 1, 1_000_000),
        section.Duration("run-timeout", Second, Year),
        section.Size("run-output", 1 << 10, 16 << 20),
        section.Count("loop-limit", 2, 1_000_000),
        section.Duration("output-quiet", Millisecond, Hour));
}
