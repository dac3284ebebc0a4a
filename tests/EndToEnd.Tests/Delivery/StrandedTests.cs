using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Orchestrator.EndToEnd.Tests.Delivery;

public sealed class StrandedTests : IDisposable
{
    private const string Target = "shop:developer";

    private readonly OrcHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public void What_a_CLI_takes_no_Enter_for_is_said_to_be_stranded_and_goes_in_when_it_does()
    {
        Launch("stuck-enter");

        Eventually.Holds(() => Assert.Equal("stranded", Brief().GetProperty("receipt").GetString()));
        Assert.Equal("delivering", Brief().GetProperty("state").GetString());
        Eventually.Holds(() => Assert.Equal("accepted", Brief().GetProperty("receipt").GetString()), TimeSpan.FromSeconds(30));
        Assert.Single(Taken());
    }

    [Fact]
    public void Where_a_hook_proves_it_and_the_composer_cannot_be_read_nothing_is_called_submitted_before_the_hook()
    {
        Launch("stuck-enter", "signals.prompt = \"^no composer has this$\"");

        Eventually.Holds(() => Assert.Equal("unknown", Brief().GetProperty("receipt").GetString()));
        Eventually.Holds(() =>
        {
            _home.Tmux("send-keys", "-t", _home.Agent(Target).GetProperty("pane_id").GetString()!, "Enter"); // a person's
            Assert.Equal(("accepted", "hook"), (Brief().GetProperty("receipt").GetString(), Brief().GetProperty("evidence").GetString()));
        }, TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_text_of_which_only_the_sign_was_taken_is_given_by_a_file()
    {
        Launch("forgets-paste", "delivery.collapsed-paste = [\"\\\\[Pasted text \\\\+\\\\d+ lines\\\\]\"]");
        Eventually.Holds(() => Assert.Equal("delivered", Brief().GetProperty("state").GetString()));

        Eventually.Holds(() => Assert.Equal(2, Taken().Length));
        var taken = Taken();
        Assert.Contains("[Pasted text ", taken[0], StringComparison.Ordinal);
        var file = Regex.Match(taken[1], "Read all of it .* in: ([^\"\\\\]+)").Groups[1].Value;
        Assert.Contains(" brief]\n#", File.ReadAllText(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leaves-text")]
    [InlineData("leaves-text-behind")] // the cursor, that is
    public void A_text_that_was_taken_and_still_stands_in_the_composer_is_cleared_and_holds_nothing(string composer)
    {
        Launch(composer);
        foreach (var text in (string[])["First.", "Second,\nof three\nlines.", "Third."]) _ = _home.Run("send", Target, text, "--wait").Done;

        Eventually.Holds(() => Assert.Equal(4, Taken().Length));
        Eventually.Holds(() => Assert.Matches("(?m)^❯\\s*$", _home.Tmux("capture-pane", "-p", "-t", _home.Agent(Target).GetProperty("pane_id").GetString()!)));
    }

    [Fact]
    public void Where_no_hook_comes_the_CLIs_record_shows_that_it_was_taken_and_Enter_is_not_pressed_again()
    {
        Launch("leaves-text", "launch.command = [\"orc\", \"rehearse\", \"--composer\", \"leaves-text\", \"--hooks\", \"off\", \"--session-id\", \"{session}\"]");

        Eventually.Holds(() => Assert.Equal(("accepted", "transcript"), (Brief().GetProperty("receipt").GetString(), Brief().GetProperty("evidence").GetString())));
        Assert.Single(Taken());
    }

    [Fact]
    public void While_its_CLI_has_yet_to_read_an_Enter_none_is_pressed_beside_it()
    {
        Launch("leaves-text,busy-after-paste");

        Eventually.Holds(() => Assert.Equal("accepted", Brief().GetProperty("receipt").GetString()));
        Eventually.Holds(() => Assert.Equal("ready", _home.Agent(Target).GetProperty("state").GetString()));
        Assert.Single(Taken());
    }

    [Fact]
    public void Half_of_a_frame_is_not_taken_for_a_composer_that_has_let_the_text_go()
    {
        Launch("long-torn", "hooks.kind = none, launch.command = [\"orc\", \"rehearse\", \"--composer\", \"long-torn\", \"--hooks\", \"off\", \"--session-id\", \"{session}\"]");

        Eventually.Holds(() => Assert.Equal("delivered", Brief().GetProperty("state").GetString()), TimeSpan.FromSeconds(30));
        Eventually.Holds(() => Assert.Single(Taken()));
    }

    // Every prompt of its conversation.
    private string[] Taken() => Directory.CreateDirectory(Path.Combine(_home.Path, "rehearsals")).EnumerateFiles().Select(f => File.ReadAllLines(f.FullName))
        .FirstOrDefault(lines => lines.Any(line => line.Contains($"[{Target}#", StringComparison.Ordinal))) ?? [];

    private void Launch(string composer, string more = "")
    {
        Directory.CreateDirectory(Path.Combine(_home.Path, "agents"));
        var profile = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "config", "hocon", "agents", "rehearsal.conf"));
        File.WriteAllText(
            Path.Combine(_home.Path, "agents", "stuck.conf"),
            profile.Replace("\"orc\", \"rehearse\"", $"\"orc\", \"rehearse\", \"--composer\", \"{composer}\"", StringComparison.Ordinal) + "\n" + more);
        _ = _home.Run("launch", "--spec", _home.Spec, "--project", _home.Work, "--profile", "stuck").Done;
    }

    private JsonElement Brief() => _home.Run("messages", Target, "--json").Done.Json.GetProperty("messages").EnumerateArray().Single(m => m.GetProperty("kind").GetString() == "brief");
}
