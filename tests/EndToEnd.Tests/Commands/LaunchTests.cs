using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class LaunchTests : IDisposable
{
    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_launch_starts_the_team_in_windows_named_after_it_and_gives_each_its_brief_once()
    {
        var project = _home.Launch(OrcHome.Recording);

        Assert.Equal(("shop", "shop", "running", _home.Work), (Text(project, "name"), Text(project, "session"), Text(project, "state"), Text(project, "directory")));
        var agents = project.GetProperty("agents").EnumerateArray().ToList();
        Assert.Equal(["project-manager", "developer", "tester"], agents.Select(a => Text(a, "name")));
        Assert.Equal(["developer", "project-manager", "tester"], _home.Tmux("list-windows", "-t", "=shop", "-F", "#{window_name}").Split('\n').Order());
        foreach (var agent in agents)
        {
            Assert.Equal("shop:" + Text(agent, "window"), Text(agent, "target"));
            Assert.Equal(1, agent.GetProperty("incarnation").GetInt32());
            Assert.Equal(agent.GetProperty("pid").GetRawText(), _home.Tmux("display-message", "-p", "-t", Text(agent, "pane_id"), "#{pane_pid}"));
            Eventually.Holds(() =>
            {
                var read = _home.Received(Text(agent, "name"));
                Assert.Equal(2, read.Split("Build a shop that sells tea.").Length);
                Assert.EndsWith("No secrets in commits, messages or logs.", read.TrimEnd(), StringComparison.Ordinal);
            });
        }
    }

    [Fact]
    public void A_dry_run_says_the_team_and_starts_nothing()
    {
        var answer = _home.Run("launch", "--spec", _home.Spec, "--roles", "developer:2,reviewer", "--agent-command", "cat", "--dry-run", "--json").Done.Json;
        Assert.Equal(["project-manager", "developer-1", "developer-2", "reviewer"], answer.GetProperty("plan").GetProperty("agents").EnumerateArray().Select(a => Text(a, "name")));
        Assert.NotEqual(0, answer.GetProperty("plan").GetProperty("reasons").GetArrayLength());
        Assert.Empty(_home.Run("status", "--json").Done.Json.GetProperty("projects").EnumerateArray());
        Assert.DoesNotContain("shop", _home.Tmux("list-sessions", "-F", "#{session_name}"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_launch_that_cannot_be_says_why_and_starts_nothing()
    {
        _home.Launch("cat");
        Refused(4, "--name", "--spec", _home.Spec, "--agent-command", "cat");
        Refused(3, "mkdir", "--spec", _home.Spec, "--project", Path.Combine(_home.Path, "nowhere"));
        Refused(2, "queen", "--spec", _home.Spec, "--name", "other", "--roles", "queen");
        Refused(2, "nosuch", "--spec", _home.Spec, "--name", "other", "--profile", "nosuch");
        Refused(2, "my-shop", "--spec", _home.Spec, "--name", "my shop");
        Refused(2, "does not exist", "--spec", Path.Combine(_home.Path, "none.md"));
        var big = Path.Combine(_home.Path, "big.md");
        File.WriteAllBytes(big, new byte[10 << 20]);
        Refused(2, "bytes", "--spec", big);
        Assert.Single(_home.Run("status", "--json").Done.Json.GetProperty("projects").EnumerateArray());

        void Refused(int exit, string word, params string[] arguments)
        {
            var finished = _home.Run(["launch", "--json", .. arguments]);
            Assert.True(exit == finished.Exit, $"{string.Join(' ', arguments)} ended with {finished.Exit}: {finished.Error}");
            Assert.Contains(word, finished.Error, StringComparison.Ordinal);
            Assert.Equal("error", Text(finished.Json, "status"));
        }
    }

    [Fact]
    public void A_stopped_project_is_resumed_and_a_removed_one_is_gone()
    {
        _home.Launch("cat");
        Assert.Equal(4, _home.Run("remove", "shop").Exit);
        Assert.Equal("stopped", Text(_home.Run("stop", "shop", "--json").Done.Json.GetProperty("project"), "state"));
        Assert.DoesNotContain("shop", _home.Tmux("list-sessions", "-F", "#{session_name}").Split('\n'));

        var resumed = _home.Run("resume", "--project", _home.Work, "--json").Done.Json;
        Assert.Equal("running", Text(resumed.GetProperty("project"), "state"));
        Assert.Equal(3, resumed.GetProperty("recovered").GetProperty("recreated").GetInt32());
        Assert.All(resumed.GetProperty("project").GetProperty("agents").EnumerateArray(), a => Assert.Equal(2, a.GetProperty("incarnation").GetInt32()));

        _ = _home.Run("stop", "shop").Done;
        _ = _home.Run("remove", "shop").Done;
        Assert.Equal(3, _home.Run("status", "shop").Exit);
        Assert.Equal("running", Text(_home.Launch("cat"), "state"));
    }

    private static string Text(JsonElement from, string name) => from.GetProperty(name).GetString()!;
}
