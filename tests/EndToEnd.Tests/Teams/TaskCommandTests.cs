using System.Text.Json;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Teams;

public sealed class TaskCommandTests : IDisposable
{
    private readonly OrcHome _home = new();

    public TaskCommandTests() => _home.Launch(OrcHome.Recording);

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_specs_deliverables_are_tasks_from_the_start_and_the_bar_shows_how_many_are_done()
    {
        Assert.Equal(("T1", "a price list", "ready"), (Task("T1").Text("id"), Task("T1").Text("title"), Task("T1").Text("state")));

        _ = _home.Run("task", "assign", "T1", "developer").Done;
        Eventually.Holds(() => Assert.Contains("Task T1 is yours (normal): a price list", _home.Received("developer"), StringComparison.Ordinal));
        _ = _home.Run("task", "done", "shop:T1", "made", "it").Done;

        Assert.Contains("[####################] 1 of 1 tasks done", _home.Run("status").Done.Out, StringComparison.Ordinal);
        Eventually.Holds(() => Assert.Contains("developer says that T1 is done", _home.Received("tester"), StringComparison.Ordinal));
        Assert.Equal(1, _home.Run("status", "--json").Done.Json.GetProperty("projects")[0].GetProperty("work").GetProperty("done").GetInt32());
    }

    [Fact]
    public void Dependencies_across_projects_are_waited_for_and_cycles_over_them_refused()
    {
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--name", "bank", "--agent-command", OrcHome.Recording).Done;
        _ = _home.Run("task", "add", "Pay", "--project", "shop", "--after", "T1", "bank:T1").Done;
        Assert.Equal(["T1", "bank:T1"], Task("T2").GetProperty("waits_for").EnumerateArray().Select(w => w.GetString()));

        var cycle = _home.Run("task", "depend", "bank:T1", "--on", "shop:T2", "--json");
        Assert.Equal(4, cycle.Exit);
        Assert.Contains("bank:T1 → shop:T2 → bank:T1", cycle.Json.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);

        Assert.Contains("T2 waits for bank:T1 (ready)", _home.Run("status", "shop").Done.Out, StringComparison.Ordinal);
        Eventually.Holds(() => Assert.Contains("- T2 (Pay) waits for bank:T1", _home.Received("project-manager"), StringComparison.Ordinal));
        Assert.Contains("- T1, before shop:T2 (Pay) can begin", _home.Received("project-manager"), StringComparison.Ordinal); // bank's, which writes to the same file

        _ = _home.Run("task", "done", "bank:T1").Done;
        _home.KillDaemon();
        _ = _home.Run("task", "done", "shop:T1").Done;
        Eventually.Holds(() => Assert.Equal("ready", Task("T2").Text("state")));
        Eventually.Holds(() => Assert.Contains("bank:T1, for which T2 (Pay) waited", _home.Received("project-manager"), StringComparison.Ordinal));
        _ = _home.Run("task", "add", "Ship").Exit;
        Assert.Single(_home.Received("project-manager").Split('\n'), l => l == "- bank:T1, for which T2 (Pay) waited");
    }

    [Fact]
    public void A_project_waits_for_another_as_its_spec_says_until_all_of_that_is_done()
    {
        var spec = Path.Combine(_home.Path, "bank.md");
        File.WriteAllText(spec, "---\nname: bank\ndepends_on: [shop]\n---\nGOAL: Take the money.\nDELIVERABLES:\n- a till\n");
        File.WriteAllText(spec + "2", "---\nname: farm\ndepends_on: barn\n---\nGOAL: Grow tea.\n");
        var refused = _home.Run("launch", "--spec", spec + "2", "--project", _home.Work, "--agent-command", OrcHome.Recording);
        Assert.Equal((3, true), (refused.Exit, refused.Error.Contains("There is no project barn to wait for.", StringComparison.Ordinal)));
        Assert.DoesNotContain("farm", _home.Run("status").Done.Out, StringComparison.Ordinal);

        string[] launch = ["launch", "--spec", spec, "--project", _home.Work, "--agent-command", OrcHome.Recording];
        Assert.Contains("No task is begun before shop is done", _home.Run([.. launch, "--dry-run"]).Done.Out, StringComparison.Ordinal);
        _ = _home.Run(launch).Done;
        Assert.Matches(@"^2 projects, \d+ agents \(.*\), 0 of 2 tasks done, 1 of the projects waits for others\n", _home.Run("status").Done.Out);
        Assert.Contains("  waits for shop (0 of 1 tasks done)", _home.Run("status", "bank").Done.Out, StringComparison.Ordinal);
        Assert.Contains("T1 waits for shop", _home.Run("task", "done", "bank:T1").Error, StringComparison.Ordinal);

        var cycle = _home.Run("depend", "shop", "--on", "bank");
        Assert.Equal(4, cycle.Exit);
        Assert.Contains("shop → bank → shop", cycle.Error, StringComparison.Ordinal);

        _ = _home.Run("task", "done", "shop:T1").Done;
        Eventually.Holds(() => Assert.Equal("ready", _home.Run("task", "show", "bank:T1", "--json").Done.Json.GetProperty("task").Text("state")));
        Assert.DoesNotContain("waits for", _home.Run("status").Done.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void The_manager_gives_tasks_to_others_an_engineer_does_not_and_each_ends_its_own()
    {
        using var home = new OrcHome();
        home.Launch("orc task assign T1 tester > $ORC_HOME/assign-$ORC_AGENT 2>&1; [ $ORC_AGENT != tester ] || until orc task show T1 | grep -q 'owner: tester'; do sleep 0.1; done; "
            + "orc task done T1 > $ORC_HOME/done-$ORC_AGENT 2>&1; exec cat");

        Eventually.Holds(() => Assert.Contains("owner: tester", home.Read("assign-project-manager"), StringComparison.Ordinal));
        Eventually.Holds(() => Assert.Contains("a project manager steers its own team", home.Read("assign-developer"), StringComparison.Ordinal));
        Eventually.Holds(() => Assert.Contains("T1  done", home.Read("done-tester"), StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_done_is_refused_in_words_and_with_its_exit_code()
    {
        (int Exit, string Words, string[] Command)[] refusals =
        [
            (3, "no task T9", ["task", "show", "T9"]),
            (3, "no agent nobody", ["task", "assign", "T1", "nobody"]),
            (3, "no project bank", ["task", "show", "bank:T1"]),
            (3, "no task T9 to wait for", ["task", "add", "x", "--after", "T9"]),
            (2, "no role \"plumber\"", ["task", "add", "x", "--role", "plumber"]),
            (2, "no priority \"soon\"", ["task", "add", "x", "--priority", "soon"]),
            (2, "no state \"open\"", ["task", "list", "--state", "open"]),
            (2, "The reason is missing", ["task", "block", "T1"]),
            (4, "no owner", ["task", "start", "T1"]),
            (4, "T1 → shop:T1", ["task", "depend", "T1", "--on", "T1"]),
            (4, "no branch of its own", ["merge", "request", "shop:developer"]),
            (4, "no branches of their own", ["sync"]),
            (3, "no project farm to wait for", ["task", "add", "x", "--after", "farm:T1"]),
            (3, "no project farm to wait for", ["depend", "shop", "--on", "farm"]),
            (2, "not said what for", ["depend", "shop"]),
            (4, "one of them", ["depend", "shop", "--on", "T1"]),
        ];
        foreach (var (exit, words, command) in refusals)
        {
            var refused = _home.Run(command);

            Assert.Equal((exit, string.Join(' ', command)), (refused.Exit, string.Join(' ', command)));
            Assert.Contains(words, refused.Error, StringComparison.Ordinal);
        }
    }

    private JsonElement Task(string id) => _home.Run("task", "show", id, "--project", "shop", "--json").Done.Json.GetProperty("task");
}

file static class JsonText
{
    internal static string? Text(this JsonElement from, string field) => from.GetProperty(field).GetString();
}
