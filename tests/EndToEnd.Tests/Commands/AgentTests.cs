using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class AgentTests : IDisposable
{
    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void An_agent_is_added_restarted_stopped_and_removed()
    {
        _home.Launch("cat");
        var added = _home.Run("agent", "add", "shop", "--role", "reviewer", "--json").Done.Json.GetProperty("agent");
        Assert.Equal(("reviewer", "shop:reviewer"), (Text(added, "role"), Text(added, "target")));
        Assert.Equal("reviewer-2", Text(_home.Run("agent", "add", "shop", "--role", "reviewer", "--json").Done.Json.GetProperty("agent"), "name"));
        Assert.Equal(4, _home.Run("agent", "add", "shop", "--role", "reviewer", "--name", "developer").Exit);
        Assert.Equal(2, _home.Run("agent", "add", "shop", "--role", "queen").Exit);

        var restarted = _home.Run("agent", "restart", "shop:reviewer", "--json").Done.Json.GetProperty("agent");
        Assert.Equal(2, restarted.GetProperty("incarnation").GetInt32());
        Assert.NotEqual(added.GetProperty("pid").GetInt32(), restarted.GetProperty("pid").GetInt32());

        Assert.Equal("stopped", Text(_home.Run("agent", "stop", "shop:reviewer", "--json").Done.Json.GetProperty("agent"), "state"));
        Assert.DoesNotContain("reviewer\n", _home.Tmux("list-windows", "-t", "=shop", "-F", "#{window_name}") + "\n", StringComparison.Ordinal);
        _ = _home.Run("agent", "remove", "shop:reviewer").Done;
        Assert.Equal(3, _home.Run("agent", "show", "shop:reviewer").Exit);
        Assert.Equal(4, _home.Run("agent", "remove", "shop").Exit);
    }

    [Fact]
    public void An_agent_knows_who_it_is_and_may_do_what_its_role_may()
    {
        const string Script = """
            [ "$ORC_ROLE" = developer ] || exec cat # the orchestrator's stop would be obeyed
            env | grep ^ORC_ | sort > "$ORC_HOME/env-$ORC_AGENT"
            orc report --state blocked "Which tea?"; echo "report $?" > "$ORC_HOME/did-$ORC_AGENT"
            orc send shop:tester "from $ORC_AGENT"; echo "send $?" >> "$ORC_HOME/did-$ORC_AGENT"
            orc stop shop; echo "stop $?" >> "$ORC_HOME/did-$ORC_AGENT"
            ORC_TARGET=shop:project-manager orc pause shop; echo "forged $?" >> "$ORC_HOME/did-$ORC_AGENT"
            exec cat
            """;
        _home.Launch(Script);

        Eventually.Holds(() => Assert.Equal("report 0\nsend 0\nstop 4\nforged 4\n", _home.Read("did-developer")));
        var environment = File.ReadAllText(Path.Combine(_home.Path, "env-developer"));
        foreach (var line in new[] { "ORC_AGENT=developer", $"ORC_HOME={_home.Path}", "ORC_INCARNATION=1", "ORC_PROJECT=shop", "ORC_ROLE=developer", "ORC_TARGET=shop:developer", "ORC_TOKEN=" })
            Assert.Contains(line, environment, StringComparison.Ordinal);
        var report = _home.Agent("shop:developer").GetProperty("report");
        Assert.Equal(("blocked", "Which tea?"), (Text(report, "state"), Text(report, "text")));
        Assert.Contains(
            _home.Run("messages", "shop:tester", "--json").Done.Json.GetProperty("messages").EnumerateArray(),
            m => Text(m, "from") == "shop:developer" && Text(m, "text") == "from developer");
        Assert.Equal(4, _home.Run("report", "--state", "done").Exit);
    }

    [Fact]
    public void Attaching_without_a_terminal_says_what_to_do()
    {
        _home.Launch("cat");
        var finished = _home.Run("attach", "shop:developer");
        Assert.Equal(1, finished.Exit);
        Assert.Contains($"tmux -S {_home.TmuxSocket} attach-session -t =shop:=developer", finished.Error, StringComparison.Ordinal);
    }

    private static string Text(JsonElement from, string name) => from.GetProperty(name).GetString()!;
}
