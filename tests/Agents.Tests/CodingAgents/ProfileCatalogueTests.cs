using Orchestrator.Agents.CodingAgents;
using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Agents.Tests.CodingAgents;

public sealed class ProfileCatalogueTests : IDisposable
{
    private readonly DirectoryInfo _own = Directory.CreateTempSubdirectory("profiles");

    public void Dispose() => _own.Delete(recursive: true);

    private ProfileCatalogue WithOwn(string name, string hocon)
    {
        File.WriteAllText(Path.Combine(_own.FullName, name + ".conf"), hocon);
        return new ProfileCatalogue(ConfigSources.Shipped, _own.FullName);
    }

    public static TheoryData<string> Shipped => [.. new ProfileCatalogue(ConfigSources.Shipped, null).Names];

    [Fact]
    public void Nine_profiles_are_shipped() =>
        Assert.Equal(["aider", "claude", "codex", "custom", "gemini", "opencode", "qwen", "rehearsal", "shell"], new ProfileCatalogue(ConfigSources.Shipped, null).Names);

    [Theory, MemberData(nameof(Shipped))]
    public void Every_shipped_profile_is_read_without_a_mistake(string name)
    {
        var profile = new ProfileCatalogue(ConfigSources.Shipped, null).Get(name);
        Assert.Equal(name, profile.Name);
        Assert.Equal(name == "custom", profile.Launch.Command.Count == 0);
        Assert.True(!profile.Ready.NeedsScreen || profile.Signals.TellsReady, "It could never become ready.");
    }

    [Fact]
    public void A_users_file_of_a_shipped_name_changes_what_it_sets_and_leaves_the_rest()
    {
        var claude = WithOwn("claude", "launch.command = [claude-wrapper], launch.environment { A = \"1\" }, delivery.quiet = 50ms").Get("claude");
        Assert.Equal(["claude-wrapper"], claude.Launch.Command);
        Assert.Equal("1", claude.Launch.Environment["A"]);
        Assert.Equal(TimeSpan.FromMilliseconds(50), claude.Delivery.Quiet);
        Assert.Equal(WhileBusy.Queue, claude.Delivery.WhileBusy);
        Assert.True(claude.Launch.CanResume);
    }

    [Fact]
    public void A_user_adds_a_profile_by_a_file_of_its_own()
    {
        var profile = WithOwn("pi", "title = Pi, launch.command = [pi]").Get("pi");
        Assert.Equal(("pi", "Pi", WhileBusy.Hold, 5), (profile.Name, profile.Title, profile.Delivery.WhileBusy, profile.Delivery.EnterRepeats));
    }

    [Theory]
    [InlineData("delivery.while-bsy = queue", "delivery.while-bsy (in FILE, line 2) is no setting. Did you mean delivery.while-busy?")]
    [InlineData("delivery.while-busy = wait", "delivery.while-busy (in FILE, line 2) is \"wait\", which is not one of its values.")]
    [InlineData("delivery.quiet = 12", "delivery.quiet (in FILE, line 2) is \"12\", which is not a duration with a unit.")]
    [InlineData("launch.command = []", "launch.command (in FILE, line 2) names no program.")]
    [InlineData("launch.command = claude", "launch.command (in FILE, line 2) is no list of texts.")]
    [InlineData("signals.title.busy = [\"(\"]", "signals.title.busy (in FILE, line 2) holds a pattern that cannot be used:")]
    [InlineData("signals.prompt = \"(?=x)\"", "signals.prompt (in FILE, line 2) holds a pattern that cannot be used:")]
    [InlineData("signals.screen.busy.x { region = botom, any = [a] }", "signals.screen.busy.x.region (in FILE, line 2) is no region. Write all, last-turn or \"bottom 12\".")]
    [InlineData("signals.screen.busy.x { region = all }", "signals.screen.busy.x (in FILE, line 2) has neither \"any\" nor \"all\"")]
    [InlineData("signals.screen.busy.x { region = all, any = [a], none = [b] }", "signals.screen.busy.x.none (in FILE, line 2) is no setting.")]
    [InlineData("launch.resume = [mine, \"{sesion}\"]", "launch.resume (in FILE, line 2) holds {sesion}, which is no placeholder. Did you mean \"session\"?")]
    [InlineData("hooks.arguments = [\"{file:x.json}\"]", "hooks.arguments (in FILE, line 2) holds {file:x.json}, but the profile has no such file.")]
    [InlineData("hooks.files { \"x.json\" = \"{\" }", "hooks.files.\"x.json\" (in FILE, line 2) is no JSON object:")]
    [InlineData("mcp.files { \"../x\" = \"y\" }", "mcp.files.\"../x\" (in FILE, line 2) is no file's name.")]
    [InlineData("seed.merge.m { path = [], json = \"{}\" }", "seed.merge.m.path (in FILE, line 2) names no file.")]
    [InlineData("titel = x", "titel (in FILE, line 2) is no setting. Did you mean title?")]
    public void A_mistake_names_file_key_and_the_nearest_known_key(string hocon, string expected)
    {
        var file = Path.Combine(_own.FullName, "mine.conf");
        var catalogue = WithOwn("mine", "launch.command = [mine]\n" + hocon);
        var error = Assert.Single(Assert.Throws<SettingsException>(() => catalogue.Get("mine")).Errors);
        Assert.StartsWith(expected.Replace("FILE", file, StringComparison.Ordinal), error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_has_its_line()
    {
        var file = Path.Combine(_own.FullName, "mine.conf");
        var catalogue = WithOwn("mine", """"
            launch {
              command = [mine, # not { here
                "}"]
              comand = x
            }
            hooks.files { "a.json" = """{ "x": {
            } }""", "b.json" = """{""" }
            signals { screen.busy.x { region = all
              any = [a], none = [b] }, rows = no }
            """");
        var errors = Assert.Throws<SettingsException>(() => catalogue.Get("mine")).Errors;
        Assert.Equal(
            ["hooks.files.\"b.json\" 7", "launch.comand 4", "signals.rows 9", "signals.screen.busy.x.none 9"],
            errors.Select(e => e[..e.IndexOf(')', StringComparison.Ordinal)].Replace($"(in {file}, line ", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_profile_that_is_not_there_is_named_with_the_nearest()
    {
        var error = Assert.Throws<SettingsException>(() => new ProfileCatalogue(ConfigSources.Shipped, null).Get("claud"));
        Assert.StartsWith("There is no profile \"claud\". Did you mean \"claude\"?", error.Message, StringComparison.Ordinal);
        Assert.Contains("its name", Assert.Throws<SettingsException>(() => WithOwn("My Agent", "")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agent_that_there_is_has_a_profile_even_when_its_files_got_mistakes_and_a_sound_one_once_they_are_mended()
    {
        var catalogue = WithOwn("mine", "titel = Mine");
        var broken = catalogue.GetKnown("mine");
        Assert.Contains("titel (in", broken.Problem, StringComparison.Ordinal);
        Assert.Equal(("mine", "mine", 0, false), (broken.Name, broken.Credential, broken.Launch.Command.Count, broken.Signals.TellsReady));
        Assert.Contains("There is no profile \"gone\"", catalogue.GetKnown("gone").Problem, StringComparison.Ordinal);

        WithOwn("mine", "title = Mine, launch.command = [mine]");
        Assert.Equal(("Mine", null), (catalogue.GetKnown("mine").Title, catalogue.GetKnown("mine").Problem));
    }

    [Fact]
    public void A_mistake_in_one_profile_leaves_the_others_alone() => Assert.Equal("Shell", WithOwn("broken", "x = {").Get("shell").Title);
}
