using Xunit;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class DraftTests : IDisposable
{
    private const string Target = "shop:developer";

    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void A_message_waits_for_what_a_person_types_and_both_arrive_as_they_were()
    {
        var pane = PaneWithDraft("half a thought");
        var id = _home.Run("send", Target, "Do this next.", "--json").Done.Json.GetProperty("message").GetProperty("id").GetString();
        Eventually.Holds(() => Assert.Contains($"{id} is held: Somebody's draft", _home.Agent(Target).GetProperty("detail").GetString(), StringComparison.Ordinal));
        _home.Tmux("send-keys", "-t", pane, "Enter");

        Eventually.Holds(() => Assert.Equal(0, _home.Agent(Target).GetProperty("unread").GetInt32()));
        Eventually.Holds(() => Assert.Matches("(?s)❯ half a thought *\n.*❯ \\[" + id + " from user[^\n]*\n *Do this next\\.", Screen(pane)));
        Assert.False(_home.Agent(Target).TryGetProperty("detail", out var detail) && detail.ValueKind == System.Text.Json.JsonValueKind.String);
    }

    [Fact]
    public void A_draft_that_nobody_goes_on_with_is_set_aside_for_messages_and_put_back()
    {
        Patience("1s");
        var pane = PaneWithDraft("half a \"thought\" of #{pane_id}; ");
        foreach (var text in (string[])["First.", "Second.", "Third."]) _ = _home.Run("send", Target, text, "--wait").Done;

        Eventually.Holds(() => Assert.Matches("(?m)^❯ half a \"thought\" of #\\{pane_id\\};\\s*$", Screen(pane)));
        Assert.DoesNotContain("thought", string.Concat(Lines(pane).Where(line => line.Contains("First", StringComparison.Ordinal))), StringComparison.Ordinal);
        _home.Tmux("send-keys", "-l", "-t", pane, "and the rest");
        _home.Tmux("send-keys", "-t", pane, "Enter");
        Eventually.Holds(() => Assert.Contains("❯ half a \"thought\" of #{pane_id}; and the rest", Screen(pane), StringComparison.Ordinal));
    }

    [Fact]
    public void A_draft_that_was_set_aside_is_put_back_by_the_next_daemon()
    {
        Patience("1s");
        var pane = PaneWithDraft("half a thought");
        _ = _home.Run("pause", Target).Done;
        _home.Tmux("send-keys", "-t", pane, "C-u"); // as a daemon did that died right behind it
        _home.Tmux("set-option", "-p", "-t", pane, "@orc_draft", "half a thought");
        _home.KillDaemon();
        _ = _home.Run("continue", Target).Done;
        Eventually.Holds(() => Assert.Matches("(?m)^❯ half a thought\\s*$", Screen(pane)));
    }

    private void Patience(string duration) =>
        File.WriteAllText(Path.Combine(_home.Path, "orchestrator.conf"), $"orchestrator.terminals.draft-patience = {duration}");

    private string PaneWithDraft(string draft)
    {
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "rehearsal").Done;
        Eventually.Holds(() => Assert.Equal((0, "ready"), (_home.Agent(Target).GetProperty("unread").GetInt32(), _home.Agent(Target).GetProperty("state").GetString())));
        var pane = _home.Agent(Target).GetProperty("pane_id").GetString()!;
        _home.Tmux("send-keys", "-l", "-t", pane, draft);
        Eventually.Holds(() => Assert.Contains("❯ " + draft.TrimEnd(), Screen(pane), StringComparison.Ordinal));
        return pane;
    }

    private string[] Lines(string pane) => Screen(pane).Split('\n');

    private string Screen(string pane) => _home.Tmux("capture-pane", "-p", "-S", "-200", "-t", pane);
}
