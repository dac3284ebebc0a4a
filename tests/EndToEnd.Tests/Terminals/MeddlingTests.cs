using System.Diagnostics;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Terminals;

/// <summary>People change things by hand in tmux, and type what nobody expects.</summary>
public sealed class MeddlingTests(TerminalHome terminals) : IClassFixture<TerminalHome>
{
    [Fact]
    public void A_pane_keeps_its_label_wherever_a_person_puts_it()
    {
        terminals.Json("session", "create", "before");
        var pane = terminals.Json("pane", "create", "before", "--label", "moved").GetProperty("pane").Text("pane_id");
        terminals.Json("pane", "metadata", "set", "before", "moved", "owner", "alice");
        terminals.Home.Tmux("rename-session", "-t", "=before", "after: the #{pid} one");
        terminals.Home.Tmux("break-pane", "-d", "-s", pane);
        terminals.Home.Tmux("rename-window", "-t", pane, "renamed by hand");
        var session = terminals.Json("session", "list").GetProperty("sessions").EnumerateArray().Select(s => s.Text("name")).Single(n => n.StartsWith("after", StringComparison.Ordinal));
        Assert.Equal((pane, "renamed by hand"), (terminals.Pane(session, "moved").Text("pane_id"), terminals.Pane(session, "moved").Text("window")));
        Assert.Equal("alice", terminals.Json("pane", "metadata", "get", session, "moved", "owner").Text("value"));
        Assert.Equal("here\n", terminals.Json("pane", "exec", session, "moved", "echo here", "--wait").Text("output"));
        Assert.Contains("no session \"before\"", terminals.Refused(3, "pane", "status", "before", "moved"), StringComparison.Ordinal);

        terminals.Home.Tmux("join-pane", "-d", "-s", pane, "-t", "=dev:");
        Assert.Equal("dev", terminals.Pane("dev", "moved").Text("session"));
        Assert.Contains("no pane \"moved\"", terminals.Refused(3, "pane", "status", session, "moved"), StringComparison.Ordinal);
        terminals.Home.Tmux("kill-pane", "-t", pane);
        Assert.Contains("no pane \"moved\"", terminals.Refused(3, "pane", "exec", "dev", "moved", "echo x"), StringComparison.Ordinal);
        terminals.Json("session", "kill", session);
        NothingRan();
    }

    [Fact]
    public void Two_panes_of_one_label_are_told_apart_until_sync_mends_them()
    {
        terminals.Json("session", "create", "one");
        terminals.Json("session", "create", "two");
        terminals.Home.Tmux("join-pane", "-d", "-s", terminals.Pane("two", "main").Text("pane_id"), "-t", "=one:");
        Assert.Contains("2 panes of session one are labelled main", terminals.Refused(4, "pane", "exec", "one", "main", "echo x"), StringComparison.Ordinal);
        terminals.Json("session", "sync", "one");
        Assert.NotEqual(terminals.Pane("one", "main").Text("pane_id"), terminals.Pane("one", "main-2").Text("pane_id"));
        terminals.Json("session", "kill", "one");
    }

    [Fact]
    public void Copy_mode_a_zoom_and_a_small_second_terminal_are_no_hindrance()
    {
        terminals.Json("session", "create", "watched");
        var pane = terminals.Pane("watched", "main").Text("pane_id");
        using var user = Process.Start(new ProcessStartInfo("script", ["-qfec", $"stty cols 60 rows 20; exec tmux -S '{terminals.Home.TmuxSocket}' attach-session -t =watched", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["TERM"] = "xterm" },
        })!;
        Eventually.Holds(() => Assert.Equal("1", terminals.Json("session", "show", "watched").GetProperty("session").Text("attached")));
        terminals.Home.Tmux("copy-mode", "-t", pane);
        terminals.Home.Tmux("resize-pane", "-Z", "-t", pane);
        Assert.Equal("seen\n", terminals.Json("pane", "exec", "watched", "main", "echo seen", "--wait").Text("output"));
        Assert.Equal("200", terminals.Pane("watched", "main").Text("columns"));
        terminals.Json("pane", "create", "watched", "--label", "more");
        user.Kill(entireProcessTree: true);
        terminals.Json("session", "kill", "watched");
    }

    [Fact]
    public async Task A_pane_that_is_killed_in_the_middle_of_a_command_ends_the_waiting()
    {
        terminals.Json("session", "create", "killed");
        var pane = terminals.Json("pane", "create", "killed", "--label", "victim").GetProperty("pane").Text("pane_id");
        using var waiting = terminals.Home.Start("pane", "exec", "killed", "victim", "echo begun; sleep 1000", "--wait", "--json");
        var output = waiting.StandardOutput.ReadToEndAsync();
        Eventually.Holds(() => Assert.Equal("sleep", terminals.Pane("killed", "victim").Text("command")));
        terminals.Home.Tmux("kill-pane", "-t", pane);
        Assert.True(waiting.WaitForExit(TimeSpan.FromSeconds(20)), "It waits for a pane that is gone.");
        Assert.Contains("\"exit_code\":null", await output, StringComparison.Ordinal);
        terminals.Json("session", "kill", "killed");
    }

    [Fact]
    public void What_tmux_would_expand_stands_as_it_is_written()
    {
        const string Odd = "#{pane_id} #(touch pwned) %H $(touch pwned) `touch pwned`";
        var folder = Directory.CreateDirectory(Path.Combine(terminals.Home.Path, "d #(touch pwned) #{pid}")).FullName;
        terminals.Json("session", "create", "odd", "--dir", folder);
        Assert.Equal(folder, terminals.Pane("odd", "main").Text("dir"));
        terminals.Json("pane", "metadata", "set", "odd", "main", "note", Odd);
        Assert.Equal(Odd, terminals.Json("pane", "metadata", "get", "odd", "main", "note").Text("value"));
        Assert.Equal(Odd + "\n", terminals.Json("pane", "exec", "odd", "main", $"echo '{Odd}'", "--wait").Text("output"));
        terminals.Json("pane", "create", "odd", "--label", "reads", "--command", "exec cat > typed");
        terminals.Json("pane", "send-keys", "odd", "reads", "--literal", Odd);
        terminals.Json("pane", "send-keys", "odd", "reads", "Enter");
        Eventually.Holds(() => Assert.Equal(Odd + "\n", File.ReadAllText(Path.Combine(folder, "typed"))));
        terminals.Json("session", "kill", "odd");
        NothingRan();
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("#{pane_id}")]
    [InlineData("$(touch pwned)")]
    [InlineData("a:b")]
    [InlineData("köln")]
    public void A_name_that_is_not_safe_is_refused(string name)
    {
        Assert.Contains("cannot be the name of a session", terminals.Refused(2, "session", "create", name), StringComparison.Ordinal);
        Assert.Contains("cannot be the name of a pane", terminals.Refused(2, "pane", "create", "dev", "--label", name), StringComparison.Ordinal);
        Assert.Contains("cannot be the name of metadata", terminals.Refused(2, "pane", "metadata", "set", "dev", "main", name, "x"), StringComparison.Ordinal);
        NothingRan();
    }

    [Fact]
    public void What_is_not_there_is_not_found_and_what_is_no_shell_is_refused()
    {
        foreach (var verb in new[] { "status", "is-running", "wait", "kill", "capture", "metrics" })
        {
            Assert.Contains("no session \"nowhere\"", terminals.Refused(3, "pane", verb, "nowhere", "0"), StringComparison.Ordinal);
            Assert.Contains("no pane \"nobody\"", terminals.Refused(3, "pane", verb, "dev", "nobody"), StringComparison.Ordinal);
        }

        terminals.Json("pane", "create", "dev", "--label", "cat", "--command", "exec cat");
        Eventually.Holds(() => Assert.Equal("cat", terminals.Pane("dev", "cat").Text("command")));
        Assert.Contains("is no shell that waits for input", terminals.Refused(4, "pane", "exec", "dev", "cat", "echo x", "--wait"), StringComparison.Ordinal);
        Assert.Equal("", terminals.Json("pane", "capture", "dev", "cat").Text("output"));
        terminals.Json("pane", "kill", "dev", "cat");
    }

    [Fact]
    public void An_agents_pane_is_looked_at_and_nothing_more()
    {
        terminals.Home.Launch("cat");
        var pane = terminals.Home.Agent("shop:developer").Text("pane_id");
        Assert.Equal("shop:developer", terminals.Pane("shop", pane).Text("agent"));
        Assert.Contains("is that of the agent shop:developer", terminals.Refused(4, "pane", "kill", "shop", pane), StringComparison.Ordinal);
        Assert.Contains("is that of the agent shop:developer", terminals.Refused(4, "pane", "exec", "shop", pane, "echo x"), StringComparison.Ordinal);
        Assert.Contains("works in session shop", terminals.Refused(4, "session", "kill", "shop"), StringComparison.Ordinal);
        _ = terminals.Home.Run("stop", "shop").Done;
    }

    private void NothingRan() => Assert.Empty(Directory.EnumerateFiles(terminals.Home.Path, "pwned", SearchOption.AllDirectories));
}
