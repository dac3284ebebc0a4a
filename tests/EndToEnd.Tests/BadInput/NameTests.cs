using System.Text;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.BadInput;

public sealed class NameTests(TeamHome team) : IClassFixture<TeamHome>
{
    private const string Long = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    public static TheoryData<string> Unsafe => ["a:b", "a.b", "a b", "it's", "a\"b", "$(touch x)", "`touch x`", "#{pane_id}", "#(touch x)", "köln", "日本", "a\nb", "../x", "-x", "=x", "%1", "@1", Long + Long, "orchestrator"];

    [Theory]
    [MemberData(nameof(Unsafe))]
    public void A_name_that_is_not_safe_is_refused_for_projects_agents_and_targets(string name)
    {
        team.Refused(2, "cannot be a project's name", "launch", "--spec", team.Home.Spec, "--project", team.Home.Work, "--name=" + name);
        team.Refused(2, "cannot be an agent's name", "agent", "add", "shop", "--role", "reviewer", "--name=" + name);
        if (!name.Contains(':', StringComparison.Ordinal) && !name.StartsWith('-')) team.Refused(2, "cannot be an agent's name", "send", "shop:" + name, "hello");
        Assert.Equal(["shop"], team.Projects);
        NothingRan();
    }

    [Theory]
    [InlineData("Café: the #(touch x) Shop", "cafe-the-touch-x-shop")]
    [InlineData("$(touch x).#{pane_id}", "touch-x-pane_id")]
    public void A_title_or_a_directory_that_is_not_safe_becomes_a_safe_name(string title, string expected)
    {
        var spec = team.Write("title.md", Encoding.UTF8.GetBytes($"PROJECT: {title}\nGOAL: a\n"));
        Assert.StartsWith(expected + ":", Planned(spec, team.Home.Work), StringComparison.Ordinal);

        var untitled = team.Write("untitled.md", "GOAL: a\n"u8.ToArray());
        var directory = Directory.CreateDirectory(Path.Combine(team.Home.Path, title)).FullName;
        Assert.StartsWith(expected + ":", Planned(untitled, directory), StringComparison.Ordinal);
        NothingRan();
    }

    [Fact]
    public void A_team_works_in_a_directory_whose_name_a_shell_or_tmux_would_execute()
    {
        var directory = Directory.CreateDirectory(Path.Combine(team.Home.Path, "a b'c\"$(touch x)#(touch x)#{pane_id};é")).FullName;
        _ = team.Home.Run("launch", "--spec", team.Home.Spec, "--project", directory, "--name", "odd", "--agent-command", "pwd > \"$ORC_HOME/pwd-$ORC_AGENT\"; exec cat").Done;
        Eventually.Holds(() => Assert.Equal(directory + "\n", team.Home.Read("pwd-tester")));
        _ = team.Home.Run("stop", "odd").Done;
        _ = team.Home.Run("remove", "odd").Done;
        NothingRan();
    }

    private string Planned(string spec, string directory) =>
        team.Home.Run("launch", "--spec", spec, "--project", directory, "--agent-command", "cat", "--dry-run", "--json").Done.Json
            .GetProperty("plan").GetProperty("agents")[0].GetProperty("target").GetString()!;

    private void NothingRan() => Assert.Empty(Directory.EnumerateFiles(team.Home.Path, "x", SearchOption.AllDirectories));
}
