using System.Diagnostics;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Terminals;

public sealed class InteractTests(TerminalHome terminals) : IClassFixture<TerminalHome>
{
    [Fact]
    public async Task The_users_terminal_joins_the_pane_and_leaves_it()
    {
        terminals.Json("session", "create", "joined");
        terminals.Json("pane", "create", "joined", "--label", "second", "--window", "elsewhere");
        var pane = terminals.Pane("joined", "second").Text("pane_id");
        var start = new ProcessStartInfo("script", ["-qfec", $"'{OrcProgram.Path}' pane interact joined second", "/dev/null"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("TMUX", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["ORC_HOME"] = terminals.Home.Path;
        start.Environment["TERM"] = "xterm";
        using var person = Process.Start(start)!;
        var screen = person.StandardOutput.ReadToEndAsync();
        Eventually.Holds(() => Assert.Contains($"joined {pane}", terminals.Home.Tmux("list-clients", "-F", "#{session_name} #{pane_id}"), StringComparison.Ordinal));
        person.StandardInput.Write("echo $((6*7)) > typed-by-hand\r");
        person.StandardInput.Flush();
        Eventually.Holds(() => Assert.Equal("42\n", File.Exists(Path.Combine(terminals.Home.Work, "typed-by-hand")) ? File.ReadAllText(Path.Combine(terminals.Home.Work, "typed-by-hand")) : ""));
        Eventually.Holds(() =>
        {
            if (person.HasExited) return;
            person.StandardInput.Write("\u0002d"); // Ctrl-b d; tmux takes keys that come too fast for a paste, as they may on a loaded machine
            person.StandardInput.Flush();
            Assert.True(person.WaitForExit(TimeSpan.FromSeconds(3)), "Ctrl-b d does not leave.");
        });
        Assert.Equal(0, person.ExitCode);
        Assert.NotEmpty(await screen);
        Assert.Equal("idle", terminals.Pane("joined", "second").Text("state"));
        terminals.Json("session", "kill", "joined");
    }
}
