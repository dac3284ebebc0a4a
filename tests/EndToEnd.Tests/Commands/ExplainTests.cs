using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

/// <summary><c>orc agent explain</c> on a program whose rules are the test's own.</summary>
public sealed class ExplainTests : IDisposable
{
    private const string Developer = "shop:developer";

    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void The_rule_that_decided_is_named_and_of_the_others_what_they_miss()
    {
        var agents = Directory.CreateDirectory(Path.Combine(_home.Path, "agents")).FullName;
        File.WriteAllText(Path.Combine(agents, "mine.conf"), """
            launch.command = ["/bin/sh", "-c", "stty -echo; printf '> '; while read -r line; do clear; case $line in *work*) printf 'Thinking';; *mumble*) printf 'Hm?';; *) printf '> ';; esac; done"]
            signals.screen { busy.thinking { region = all, any = [Thinking] }, ready.sign { region = "bottom 5", all = ["^> ?$"] } }
            """);
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--roles", "developer", "--profile", "mine").Done;
        Eventually.Holds(() => Assert.Equal("ready", Text(Why(), "state")));
        var decided = Why().GetProperty("decided");
        Assert.Equal(("screen", "screen.ready.sign"), (Text(decided, "source"), Text(decided, "reason")));

        Type("to work");
        Eventually.Holds(() => Assert.Equal("working", Text(Why(), "state")));
        var said = _home.Run("agent", "explain", Developer).Done.Out;
        Assert.Contains("Decided by: working by screen screen.busy.thinking at ", said, StringComparison.Ordinal);
        Assert.Contains("holds  screen.busy.thinking (all)\n", said, StringComparison.Ordinal);
        Assert.Contains("-      screen.ready.sign (bottom 5): all: ^> ?$ is not there\n", said, StringComparison.Ordinal);

        Type("mumble"); // no rule is for that: what was known stays, and it is said
        Eventually.Holds(() => Assert.Contains("No rule tells what its screen shows since ", _home.Run("agent", "explain", Developer).Done.Out, StringComparison.Ordinal));
        Assert.Equal("working", Text(Why(), "state"));
        Assert.Equal(3, _home.Run("agent", "explain", "shop:nobody").Exit);
    }

    private JsonElement Why() => _home.Run("agent", "explain", Developer, "--json").Done.Json.GetProperty("explanation");

    private void Type(string line) => _home.Tmux("send-keys", "-t", _home.Agent(Developer).GetProperty("pane_id").GetString()!, line, "Enter");

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() ?? "";
}
