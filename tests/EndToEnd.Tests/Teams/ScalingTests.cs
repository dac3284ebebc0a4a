using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Teams;

public sealed class ScalingTests : IDisposable
{
    private const string Settings = """
        orchestrator.scaling { queue-length = 2, hold = 0s, idle-time = 1s, cool-down = 1s, look-every = 1s, max-load = 1000, min-memory = 1MiB }
        """;

    private readonly GitHome _repository = new();

    private OrcHome Home => _repository.Home;

    public void Dispose() => _repository.Dispose();

    [Fact]
    public void A_team_grows_where_tasks_wait_and_shrinks_when_all_has_landed_and_says_why()
    {
        File.WriteAllText(Path.Combine(Home.Path, "orchestrator.conf"), Settings);
        File.WriteAllText(Home.Spec, "---\nteam: developer\nscaling: developer:1-2\n---\nPROJECT: Shop\nGOAL: Build a shop that sells tea.\nDELIVERABLES:\n- a price list\n");
        _ = _repository.Launch().Done;
        _ = Home.Run("task", "assign", "T1", "developer").Done;
        _ = Home.Run("task", "start", "T1").Done;
        foreach (var title in new[] { "Till", "Door" }) _ = Home.Run("task", "add", title).Done;

        Eventually.Holds(() => Assert.Equal("developer-2", Decision("add").GetProperty("agent").GetString()));
        var worktree = Path.Combine(_repository.Worktrees, "shop", "developer-2");
        Assert.Equal(worktree, Home.Tmux("display-message", "-p", "-t", "shop:developer-2", "#{pane_start_path}"));
        Assert.Contains("2 tasks wait for a developer", Decision("add").GetProperty("reason").GetString(), StringComparison.Ordinal);
        Eventually.Holds(() => Assert.Contains("developer-2, a developer, has joined the team", Home.Received("project-manager"), StringComparison.Ordinal));

        File.WriteAllText(Path.Combine(worktree, "notes.txt"), "tea\n");
        foreach (var task in new[] { "T2", "T3" }) _ = Home.Run("task", "done", task).Done;
        Eventually.Holds(() => Assert.Contains("but 1 file is in no commit", Home.Run("status").Done.Out, StringComparison.Ordinal));

        File.Delete(Path.Combine(worktree, "notes.txt"));
        Eventually.Holds(() => Assert.Equal("developer-2", Decision("end").GetProperty("agent").GetString()));
        Assert.DoesNotContain(Home.Run("status", "--json").Done.Json.GetProperty("projects")[0].GetProperty("agents").EnumerateArray(), a => a.GetProperty("name").GetString() == "developer-2");
        Assert.True(Directory.Exists(worktree), "Its worktree stays.");
        Assert.Contains("all of its work has landed", Home.Run("events", "shop", "--json").Done.Out, StringComparison.Ordinal);
        Assert.Contains("- developer-2", Home.Run("scaling").Done.Out, StringComparison.Ordinal);
    }

    private JsonElement Decision(string action) => Assert.Single(
        Home.Run("scaling", "shop", "--json").Done.Json.GetProperty("decisions").EnumerateArray(), d => d.GetProperty("action").GetString() == action && d.GetProperty("agent").ValueKind == JsonValueKind.String);
}
