using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Teams;

public sealed class ApplyTests
{
    [Fact]
    public void A_file_makes_the_team_what_it_says_and_a_changed_spec_is_told_once()
    {
        using var git = new GitHome();
        var home = git.Home;
        File.WriteAllText(home.Spec, "---\nteam: [developer, tester]\n---\nPROJECT: Shop\nGOAL: Build a shop that sells tea.\nDELIVERABLES:\n- a price list\n");
        Assert.Contains("launch shop", Changes(home, home.Spec, "--project", home.Work, "--agent-command", OrcHome.Recording, "--dry-run"));
        Assert.Empty(home.Run("status", "--json").Done.Json.GetProperty("projects").EnumerateArray());
        Assert.Contains("launch shop", Changes(home, home.Spec, "--project", home.Work, "--agent-command", OrcHome.Recording));
        Assert.Empty(Changes(home, home.Spec, "--project", home.Work));
        File.WriteAllText(Path.Combine(git.Worktrees, "shop", "tester", "notes.txt"), "not committed");

        var team = Path.Combine(home.Path, "team.yaml");
        File.WriteAllText(team, "name: shop\nteam:\n- developer:2\n- {role: reviewer, check_in: 50m}\n- {role: project-manager, check_in: 7m}\n");
        string[] steps = ["end shop:tester", "check_in shop:project-manager", "add shop:developer-2", "add shop:reviewer"];
        Assert.Equal(steps, Changes(home, team, "--dry-run"));
        Assert.Contains("tester leaves 1 file in no commit", home.Run("apply", team, "--dry-run").Done.Out, StringComparison.Ordinal);
        Assert.Equal(steps, Changes(home, team));
        Assert.Empty(Changes(home, team));

        Assert.Equal("developer developer-2 project-manager reviewer", Names(home));
        Assert.Equal(["7m", "50m"], new[] { "project-manager", "reviewer" }.Select(a => CheckIn(home, a)));
        Assert.Equal("not committed", File.ReadAllText(Path.Combine(git.Worktrees, "shop", "tester", "notes.txt")));
        Assert.True(Directory.Exists(Path.Combine(git.Worktrees, "shop", "developer-2")));

        File.AppendAllText(home.Spec, "- an invoice\n");
        Assert.Equal(1, Updated(home, "--dry-run").GetProperty("changes").GetArrayLength());
        var updated = Updated(home);
        Assert.Equal(("T2", 2), (updated.GetProperty("tasks")[0].GetString(), updated.GetProperty("revision").GetInt32()));
        Assert.Equal(0, Updated(home).GetProperty("changes").GetArrayLength());
        Eventually.Holds(() => Assert.Contains("New tasks: T2 an invoice.", home.Received("project-manager"), StringComparison.Ordinal));
        Assert.Contains("work.spec-updated.v1", home.Run("events", "shop", "--json").Done.Out, StringComparison.Ordinal);
        Assert.Single(home.Received("project-manager").Split("The spec was changed"), s => s.Contains("New tasks", StringComparison.Ordinal));
        Assert.Contains("a price list", home.Received("developer"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_headless_agent_may_refine_the_team_before_it_starts()
    {
        using var git = new GitHome();
        Directory.CreateDirectory(Path.Combine(git.Home.Work, ".rehearsal"));
        string Refine() => git.Home.Run("launch", "--spec", git.Home.Spec, "--project", git.Home.Work, "--profile", "rehearsal", "--refine", "--dry-run").Done.Out;
        Assert.Contains("Not refined: orc ended with code 1", Refine(), StringComparison.Ordinal);

        git.Write(".rehearsal/answer", """{ "reason": "Tea is sold to people.", "team": [{ "role": "developer", "count": 2, "reason": "till and list" }] }""");
        var refined = Refine();

        Assert.Contains("Refined by rehearsal: Tea is sold to people.\n  + developer ×1: till and list\n  - tester ×1\n", refined, StringComparison.Ordinal);
        Assert.Contains("developer-2", refined, StringComparison.Ordinal);
    }

    private static string[] Changes(OrcHome home, string file, params string[] more) =>
        [.. home.Run(["apply", file, "--json", .. more]).Done.Json.GetProperty("changes").EnumerateArray().Select(c => $"{c.GetProperty("action").GetString()} {c.GetProperty("target").GetString()}")];

    private static JsonElement Updated(OrcHome home, params string[] more) => home.Run(["spec", "update", "shop", "--json", .. more]).Done.Json;

    private static string Names(OrcHome home) => string.Join(' ', home.Run("status", "shop", "--json").Done.Json.GetProperty("projects")[0].GetProperty("agents").EnumerateArray().Select(a => a.GetProperty("name").GetString()).Order(StringComparer.Ordinal));

    private static string? CheckIn(OrcHome home, string agent) => Assert.Single(home.Run("check-in", "list", $"shop:{agent}", "--json").Done.Json.GetProperty("check_ins").EnumerateArray()).GetProperty("every").GetString();
}
