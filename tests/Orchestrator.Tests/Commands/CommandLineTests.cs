using Xunit;

namespace Orchestrator.Tests.Commands;

/// <summary>The command line as far as no daemon is needed.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TemporaryHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("lunch", "\"launch\"")]
    [InlineData("agent ad shop", "\"add\"")]
    [InlineData("stop", "stop")]
    [InlineData("launch", "--spec")]
    [InlineData("send shop:developer hello --wiat", "--wiat")]
    [InlineData("status --limit 3", "--limit")]
    [InlineData("report --state happy", "happy")]
    [InlineData("check-in schedule shop --note x --in soon", "soon")]
    [InlineData("check-in schedule shop --note x --in 5m --every 5m", "--every")]
    [InlineData("send shop:developer", "empty")]
    [InlineData("send shop:developer hi --wait=often", "often")]
    [InlineData("broadcast", "project")]
    [InlineData("events --since yesterday", "yesterday")]
    [InlineData("messages --limit x", "x")]
    public void Wrong_usage_ends_with_2_and_names_the_word_at_fault(string line, string word)
    {
        var finished = OrcProgram.Run(_home.Home.Path, line.Split(' '));
        Assert.Equal(2, finished.Exit);
        Assert.Contains(word, finished.Error, StringComparison.Ordinal);
        Assert.Empty(finished.Out);
        Assert.False(File.Exists(_home.Home.ApiSocket));
    }

    [Fact]
    public void A_program_gets_the_envelope_of_wrong_usage_too()
    {
        var finished = OrcProgram.Run(_home.Home.Path, "agent", "add", "shop", "--json");
        Assert.Equal(2, finished.Exit);
        Assert.Equal("error", finished.Json.GetProperty("status").GetString());
        Assert.Equal("agent add", finished.Json.GetProperty("command").GetString());
        Assert.Equal("invalid", finished.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("--role", finished.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Contains("--help", finished.Json.GetProperty("error").GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.Contains("--role", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("launch --help", "orc launch --spec")]
    [InlineData("check-in schedule --help", "orc check-in schedule")]
    [InlineData("agent --help", "orc agent add")]
    [InlineData("--help", "check-in")]
    public void Help_has_an_example(string line, string example)
    {
        var finished = OrcProgram.Run(_home.Home.Path, line.Split(' '));
        Assert.Equal(0, finished.Exit);
        Assert.Contains("Example", finished.Out, StringComparison.Ordinal);
        Assert.Contains(example, finished.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_daemons_status_is_known_without_starting_it()
    {
        var finished = OrcProgram.Run(_home.Home.Path, "daemon", "status", "--json");
        Assert.Equal(0, finished.Exit);
        Assert.Equal("stopped", finished.Json.GetProperty("state").GetString());
        Assert.Equal(_home.Home.Path, finished.Json.GetProperty("home").GetString());
        Assert.False(File.Exists(_home.Home.ApiSocket));
    }

    [Fact]
    public void A_home_whose_sockets_would_have_too_long_a_path_is_refused_with_a_way_out()
    {
        var deep = Path.Combine(_home.Home.Path, new string('d', 100));
        var finished = OrcProgram.Run(deep, "status");
        Assert.Equal(2, finished.Exit);
        Assert.Contains("107", finished.Error, StringComparison.Ordinal);
        Assert.Contains("ORC_HOME", finished.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bash", "complete -o filenames -F _orc orc")]
    [InlineData("zsh", "#compdef orc")]
    [InlineData("fish", "complete -c orc")]
    public void Completion_knows_every_shell_and_the_verbs(string shell, string sign)
    {
        var script = OrcProgram.Run(_home.Home.Path, "completion", shell).Out;
        Assert.Contains(sign, script, StringComparison.Ordinal);
        Assert.Contains("check-in", script, StringComparison.Ordinal);
        Assert.Contains("agent-command", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_says_how_to_mend_what_fails()
    {
        File.WriteAllText(_home.Home.Database, new string('x', 4096));
        var finished = OrcProgram.Run(_home.Home.Path, "doctor", "--json");
        Assert.Equal(1, finished.Exit);
        var database = finished.Json.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "database");
        Assert.Equal("failed", database.GetProperty("state").GetString());
        Assert.Contains(".recover", database.GetProperty("mend").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_of_the_command_line_stands_before_those_of_files()
    {
        File.WriteAllText(_home.Home.Config, "orchestrator.supervision.max-restarts = 7");
        Assert.Contains("max-restarts = 7", OrcProgram.Run(_home.Home.Path, "config", "show", "orchestrator.supervision").Out, StringComparison.Ordinal);
        Assert.Contains("max-restarts = 8", OrcProgram.Run(_home.Home.Path, "config", "show", "orchestrator.supervision", "--set", "orchestrator.supervision.max-restarts=8").Out, StringComparison.Ordinal);
        Assert.Equal(3, OrcProgram.Run(_home.Home.Path, "config", "show", "nothing.like.it").Exit);
    }
}
