using System.Text;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.BadInput;

public sealed class SpecTests(TeamHome team) : IClassFixture<TeamHome>
{
    // By name only: a test's arguments are written out when it is found, which takes minutes for ten megabytes.
    private static readonly Dictionary<string, (byte[] Content, string Word)> Contents = new()
    {
        ["big.md"] = (Enumerable.Repeat((byte)'a', 10_000_000).ToArray(), "10,000,000 bytes"),
        ["nul.md"] = ("GOAL: a\nb\0c"u8.ToArray(), "line 2: The spec is not text: byte 10"),
        ["latin.md"] = ([.. "GOAL: caf"u8, 0xe9, .. " x\n"u8], "line 1: The spec is not text: byte 10"),
        ["empty.md"] = ([], "The spec is empty"),
        ["blank.md"] = (" \n\n"u8.ToArray(), "blank.md"),
        ["no-goal.md"] = ("PROJECT: X\nDELIVERABLES:\n- a\n"u8.ToArray(), "line 1: The spec has no goal"),
        ["empty-goal.md"] = ("PROJECT: X\nGOAL:\nDELIVERABLES:\n- a\n"u8.ToArray(), "line 2: The goal is empty"),
        ["role.md"] = ("---\nname: x\nteam: [queen]\n---\nGOAL: a\n"u8.ToArray(), "line 3: There is no role \"queen\""),
        ["profile.md"] = ("---\nname: x\nprofile: nope\n---\nGOAL: a\n"u8.ToArray(), "line 3: There is no profile \"nope\""),
        ["key.md"] = ("---\nname: x\nteem: [tester]\n---\nGOAL: a\n"u8.ToArray(), "line 3"),
        ["name.md"] = ("---\nname: $(touch x)\n---\nGOAL: a\n"u8.ToArray(), "line 2"),
    };

    public static TheoryData<string> Unusable => [.. Contents.Keys];

    [Theory]
    [MemberData(nameof(Unusable))]
    public void A_spec_that_cannot_be_used_is_refused_by_its_line_and_starts_nothing(string name)
    {
        var (content, word) = Contents[name];
        var path = team.Write(name, content);
        var error = team.Refused(2, word, "launch", "--spec", path, "--project", team.Home.Work);
        Assert.Contains(path, error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(["shop"], team.Projects);
        Assert.Equal("orchestrator\nshop", Sessions());
    }

    [Fact]
    public void A_spec_that_is_no_file_is_refused()
    {
        team.Refused(2, "is a directory", "launch", "--spec", team.Home.Work);
        team.Refused(2, "does not exist", "launch", "--spec", Path.Combine(team.Home.Work, "none.md"));
        team.Refused(3, "does not exist", "launch", "--spec", team.Home.Spec, "--project", "/nowhere/at/all");
        team.Refused(2, "--spec", "launch");
        Assert.Equal(["shop"], team.Projects);
    }

    [Fact]
    public void A_specs_control_characters_reach_no_terminal()
    {
        var spec = team.Write("control.md", Encoding.UTF8.GetBytes("PROJECT: Control\nGOAL: one\u001b[201~two\u0003three\u0004four\u001a\u009bfive\u0011\u0013 #{pane_id} #(touch x) $(touch x)\n"));
        _ = team.Home.Run("launch", "--spec", spec, "--agent-command", "stty -echo; exec cat >> \"$ORC_HOME/control-$ORC_AGENT\"").Done;
        Eventually.Holds(() => Assert.Contains("one[201~twothreefourfive #{pane_id} #(touch x) $(touch x)", team.Home.Read("control-developer"), StringComparison.Ordinal));
        Assert.DoesNotContain(team.Home.Read("control-developer"), c => char.IsControl(c) && c is not ('\n' or '\t'));
        Assert.Equal(1, team.Home.Agent("control:developer").GetProperty("incarnation").GetInt32());
        Assert.Empty(Directory.EnumerateFiles(team.Home.Path, "x", SearchOption.AllDirectories));
        _ = team.Home.Run("stop", "control").Done;
        _ = team.Home.Run("remove", "control").Done;
    }

    private string Sessions() => string.Join('\n', team.Home.Tmux("list-sessions", "-F", "#{session_name}").Split('\n').Where(s => s is "orchestrator" or "shop" or "x").Order());
}
