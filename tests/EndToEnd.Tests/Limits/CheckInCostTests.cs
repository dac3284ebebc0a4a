using System.Diagnostics;
using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Limits;

/// <summary>Check-ins of a team at rest, on real tmux and real git.</summary>
public sealed class CheckInCostTests : IDisposable
{
    private const string Developer = "shop:developer", Manager = "shop:project-manager";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void An_agent_that_is_done_is_not_woken_until_something_changes_and_a_restarted_daemon_knows_it_still()
    {
        Git("init", "-q");
        var directory = Directory.CreateDirectory(Path.Combine(_home.Work, ".rehearsal")).FullName;
        File.WriteAllText(Path.Combine(directory, "developer.rehearsal"), "when brief\\]\n  run orc report --state done 'All is done.'\nwhen how far\n  run echo asked >> \"$ORC_HOME/asked\"\n");
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "rehearsal").Done;
        Eventually.Holds(() => Assert.Equal("done", _home.Agent(Developer).GetProperty("report").GetProperty("state").GetString()), Patience);
        Eventually.Holds(() => Assert.Contains("agent.rested.v1", _home.Run("events", "shop").Done.Out, StringComparison.Ordinal), Patience); // the default check-in has it looked
        _ = _home.Run("check-in", "schedule", Developer, "--every", "3s", "--note", "how far?").Done;

        Eventually.Holds(() => Assert.True(CheckIn().GetProperty("skipped").GetInt32() >= 2), Patience);
        Assert.Equal("unchanged", CheckIn().GetProperty("last_skip").GetString());
        _home.KillDaemon();
        var before = CheckIn().GetProperty("skipped").GetInt32();
        Eventually.Holds(() => Assert.True(CheckIn().GetProperty("skipped").GetInt32() > before), Patience);
        Assert.Equal("", _home.Read("asked"));

        File.WriteAllText(Path.Combine(_home.Work, "price-list.md"), "tea\n");

        Eventually.Holds(() => Assert.Equal("asked\n", _home.Read("asked")), Patience);
    }

    [Fact]
    public void The_prompts_of_an_hour_are_counted_over_a_daemon_that_was_killed()
    {
        File.WriteAllText(Path.Combine(_home.Path, "orchestrator.conf"), "orchestrator.prompts.per-hour = 2\n");
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "rehearsal", "--roles", "developer").Done;
        Eventually.Holds(() => Assert.Equal((0, 0), (Unread(Manager), Unread(Developer))), Patience); // their briefs are what there is
        _home.KillDaemon();

        foreach (var (name, value) in _home.IdentityOf(Manager)) _home.Environment[name] = value;
        _ = _home.Run("send", Developer, "One more.").Done;
        _home.Environment.Clear();

        Eventually.Holds(() => Assert.Contains("the project's 2 prompts of an hour are used up", _home.Agent(Developer).GetProperty("detail").GetString(), StringComparison.Ordinal), Patience);
        Assert.Equal(1, Unread(Developer));
    }

    private int Unread(string target) => _home.Agent(target).GetProperty("unread").GetInt32();

    private JsonElement CheckIn() => _home.Run("check-in", "list", Developer, "--json").Done.Json.GetProperty("check_ins").EnumerateArray()
        .Single(c => c.GetProperty("note").GetString() == "how far?");

    private void Git(params string[] arguments)
    {
        using var git = Process.Start("git", ["-C", _home.Work, .. arguments]);
        git.WaitForExit();
    }
}
