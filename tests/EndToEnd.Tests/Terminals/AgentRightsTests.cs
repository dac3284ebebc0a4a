using Xunit;

namespace Orchestrator.EndToEnd.Tests.Terminals;

/// <summary>What an agent may do with sessions, panes and pipelines, by the token of its incarnation.</summary>
public sealed class AgentRightsTests : IDisposable
{
    private const string Telling = "env | grep ^ORC_ > \"$ORC_HOME/env-$ORC_AGENT\"; exec cat";

    private readonly OrcHome _home = new();
    private readonly Dictionary<string, Dictionary<string, string>> _environments = [];

    public AgentRightsTests()
    {
        _home.Environment["SHELL"] = "/bin/sh";
        _home.Environment["HOME"] = _home.Path;
        _home.Launch(Telling);
        _ = _home.Run("session", "create", "other").Done;
        _ = _home.Run("pane", "create", "shop", "--label", "users").Done;
        foreach (var agent in (string[])["developer", "project-manager"])
        {
            Eventually.Holds(() => Assert.Contains("ORC_TOKEN", _home.Read("env-" + agent), StringComparison.Ordinal));
            _environments[agent] = _home.Read("env-" + agent).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split('=', 2)).ToDictionary(l => l[0], l => l[1]);
        }
    }

    public void Dispose()
    {
        _home.Environment.Clear();
        _home.Dispose();
    }

    [Fact]
    public void An_engineer_looks_at_its_project_and_changes_what_it_created()
    {
        As("developer");
        _ = _home.Run("pane", "create", "shop", "--label", "mine").Done;
        Assert.Equal("42\n", _home.Run("pane", "exec", "shop", "mine", "echo $((6*7))", "--wait").Done.Out);
        _ = _home.Run("pane", "metadata", "set", "shop", "mine", "port", "8080").Done;
        _ = _home.Run("pane", "send-keys", "shop", "mine", "sleep 1000", "Enter").Done;
        _ = _home.Run("pane", "signal", "shop", "mine", "INT").Done;
        _ = _home.Run("pane", "capture", "shop", "project-manager").Exit;
        _ = _home.Run("pane", "capture", "shop", "users").Done;
        _ = _home.Run("subscribe", "pattern", "shop", "users", "done", "--send", "shop", "it is done").Done;
        _ = _home.Run("pane", "kill", "shop", "mine").Done;
    }

    [Fact]
    public void An_engineer_is_refused_what_is_others()
    {
        var manager = _home.Agent("shop").GetProperty("pane_id").GetString()!;
        var plan = Path.Combine(_home.Path, "p.yaml");
        File.WriteAllText(plan, "stages: {one: {run: touch ran}}\n");
        As("developer");
        foreach (var pane in (string[])[manager, "users"])
        {
            Refused("may not change pane", "pane", "send-keys", "shop", pane, "x");
            Refused("may not change pane", "pane", "signal", "shop", pane, "TERM");
            Refused("may not change pane", "pane", "kill", "shop", pane);
            Refused("may not change pane", "pane", "exec", "shop", pane, "echo x");
            Refused("may not change pane", "pane", "metadata", "set", "shop", pane, "key", "value");
            Refused("steers its own team", "subscribe", "bell", "shop", pane, "--keys", "x");
        }

        Refused("may not", "session", "kill", "shop", "--force");
        Refused("may not", "session", "create", "more");
        Refused("may not", "session", "sync", "shop");
        Refused("may not", "pane", "layout", "shop", "tiled");
        Refused("may not", "pane", "record", "shop", "users", "on");
        Refused("the session of its own project", "pane", "capture", "other", "main");
        Refused("the session of its own project", "pane", "create", "other");
        Refused("project managers", "pipeline", "run", plan);
        Assert.False(File.Exists(Path.Combine(_home.Work, "ran")));
        Assert.Equal("running", _home.Run("pane", "status", "shop", manager, "--json").Done.Json.GetProperty("pane").GetProperty("state").GetString());
    }

    [Fact]
    public void A_project_manager_steers_its_team_and_runs_pipelines_and_ends_its_own()
    {
        var developer = _home.Agent("shop:developer").GetProperty("pane_id").GetString()!;
        var plan = Path.Combine(_home.Path, "p.yaml");
        File.WriteAllText(plan, "stages: {one: {run: sleep 1000}}\n");
        var users = _home.Run("pipeline", "run", plan, "--name", "users", "--json").Done.Json.GetProperty("id").GetString()!;
        As("project-manager");
        _ = _home.Run("pane", "send-keys", "shop", developer, "x").Done;
        Refused("is that of the agent shop:developer", "pane", "kill", "shop", developer);
        Refused("only the user and the orchestrator", "pane", "kill", "shop", developer, "--force");
        _ = _home.Run("pane", "send-keys", "shop", "users", "echo x", "Enter").Done;
        Refused("the session of its own project", "pane", "capture", "other", "main");
        var own = _home.Run("pipeline", "run", plan, "--name", "own", "--json").Done.Json.GetProperty("id").GetString()!;
        Refused("may not end", "pipeline", "cancel", users);
        _ = _home.Run("pipeline", "cancel", own).Done;
    }

    private void As(string agent)
    {
        foreach (var (name, value) in _environments[agent]) _home.Environment[name] = value;
    }

    private void Refused(string why, params string[] arguments)
    {
        var finished = _home.Run(arguments);
        Assert.True(finished.Exit == 4, $"{string.Join(' ', arguments)} ended with {finished.Exit}: {finished.Out}{finished.Error}");
        Assert.Contains(why, finished.Error, StringComparison.Ordinal);
    }
}
