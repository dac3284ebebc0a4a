using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace Orchestrator.Tests.Demo;

/// <summary>The demo as a user sees it: on real tmux, with the daemon and an agent killed.</summary>
public sealed class DemoRunTests
{
    [Fact]
    public void The_demo_survives_what_it_kills_and_ends_with_a_tested_commit()
    {
        var demo = OrcProgram.Run("/nonexistent", "demo");
        var root = Regex.Match(demo.Out, @"project: (.+)/greeter$", RegexOptions.Multiline).Groups[1].Value;
        try
        {
            Assert.True(demo.Exit == 0, demo.Out + demo.Error);
            Assert.Matches(@"kill -9 \d+: the developer", demo.Out);
            Assert.Matches(@"developer +is up, process \d+, incarnation 2", demo.Out);
            Assert.Matches(@"The daemon is back as \d+; the agents' processes are the same", demo.Out);
            Assert.Matches("Done: \"[0-9a-f]+ Greet by name\"", demo.Out);
            Assert.Contains($"ORC_HOME={root}/home ./orc attach greeter", demo.Out, StringComparison.Ordinal);
        }
        finally
        {
            if (root.Length > 0)
                TakeAway(root);
        }
    }

    private static void TakeAway(string root)
    {
        OrcProgram.Run($"{root}/home", "daemon", "stop", "--with-agents");
        using (var tmux = Process.Start("tmux", ["-S", $"{root}/home/tmux.sock", "kill-server"])) // it outlives the agents
            tmux.WaitForExit();
        Directory.Delete(root, recursive: true);
    }
}
