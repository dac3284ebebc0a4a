using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Terminals;
using System.Text.Json.Nodes;
using Xunit;

namespace Orchestrator.Agents.Tests.Terminals;

public sealed class SettingsMirrorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orc-mirror-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Users => Path.Combine(_folder.FullName, "home", ".cli");

    private string Parent => Path.Combine(_folder.FullName, "own");

    private string Mirror => Path.Combine(Parent, ".cli");

    [Fact]
    public void The_CLI_sees_all_that_the_user_has_and_writes_its_login_to_the_users_own_place()
    {
        Write("login.json", "{}");
        Write("sessions/1", "one");
        Assert.Null(Make());

        File.WriteAllText(Path.Combine(Mirror, "login.json"), "new");
        Assert.Equal("new", File.ReadAllText(Path.Combine(Users, "login.json")));
        Assert.Equal("one", File.ReadAllText(Path.Combine(Mirror, "sessions", "1")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Mirror));
    }

    [Fact]
    public void The_settings_are_a_copy_that_has_the_profiles_as_well_and_the_users_stay_as_they_are()
    {
        const string Settings = "{ // mine\n \"theme\": \"dark\", \"hooks\": { \"Stop\": [1] } }";
        Write("settings.json", Settings);
        Assert.Null(Make("""{ "theme": "light", "hooks": { "Stop": [2], "Start": [3] } }"""));

        var copy = JsonNode.Parse(File.ReadAllText(Path.Combine(Mirror, "settings.json")))!;
        Assert.Equal("""{"theme":"dark","hooks":{"Stop":[1,2],"Start":[3]}}""", copy.ToJsonString());
        Assert.Equal(Settings, File.ReadAllText(Path.Combine(Users, "settings.json")));
        Assert.Single(Directory.GetFileSystemEntries(Mirror)); // no draft is left
    }

    [Fact]
    public void A_second_start_follows_what_the_user_has_changed_and_keeps_what_the_CLI_made_for_itself()
    {
        Write("old", "");
        Write("settings.json", """{ "a": 1 }""");
        Assert.Null(Make());
        File.WriteAllText(Path.Combine(Mirror, "made-by-it"), "kept");
        File.Delete(Path.Combine(Users, "old"));
        Write("new", "");
        Write("settings.json", """{ "a": 2 }""");

        Assert.Null(Make());

        Assert.Equal(["made-by-it", "new", "settings.json"], Directory.GetFileSystemEntries(Mirror).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("kept", File.ReadAllText(Path.Combine(Mirror, "made-by-it")));
        Assert.Equal("""{"a":2}""", JsonNode.Parse(File.ReadAllText(Path.Combine(Mirror, "settings.json")))!.ToJsonString());
    }

    [Fact]
    public void Settings_that_cannot_be_read_are_told_and_the_profiles_hold_alone()
    {
        Write("settings.json", "{ \"a\": ");
        var notice = Make("""{ "b": 1 }""");
        Assert.StartsWith($"{Path.Combine(Users, "settings.json")} cannot be read, so nothing in it holds for this agent:", notice, StringComparison.Ordinal);
        Assert.Equal("""{"b":1}""", JsonNode.Parse(File.ReadAllText(Path.Combine(Mirror, "settings.json")))!.ToJsonString());
    }

    [Fact]
    public void A_user_who_never_started_the_CLI_has_an_empty_folder_and_none_is_made_where_none_is_known()
    {
        Assert.Null(Make("""{ "b": 1 }"""));
        Assert.Equal(["settings.json"], Directory.GetFileSystemEntries(Mirror).Select(Path.GetFileName));
        Assert.False(Directory.Exists(Users));

        Directory.Delete(Parent, recursive: true);
        Assert.Null(SettingsMirror.Make(new ProfileMirror("home", "CLI_HOME", ["$NOT_SET/.cli"], "settings.json"), Parent, null, Values));
        Assert.False(Directory.Exists(Parent));
    }

    private string? Make(string? more = null) => SettingsMirror.Make(new ProfileMirror("home", "CLI_HOME", ["$NOT_SET/.cli", "$HOME/.cli"], "settings.json"), Parent, more, Values);

    private LaunchValues Values => new("session", "/bin/sh", "/work", new Dictionary<string, string>(), name => name == "HOME" ? Path.Combine(_folder.FullName, "home") : null);

    private void Write(string name, string text)
    {
        var path = Path.Combine(Users, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
