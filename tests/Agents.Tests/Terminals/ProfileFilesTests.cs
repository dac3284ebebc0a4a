using Orchestrator.Agents.CodingAgents;
using Orchestrator.Agents.Lifecycle;
using Orchestrator.Agents.Terminals;
using Orchestrator.Runtime.Configuration;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Orchestrator.Agents.Tests.Terminals;

public sealed partial class ProfileFilesTests : IDisposable
{
    private static readonly Guid Session = new("11111111-2222-3333-4444-555555555555");
    private static readonly AgentDefinition Tester = Some.Definition(Some.Developer) with { Command = null, SessionId = Session };
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orc-profiles-");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Home => Directory.CreateDirectory(Path.Combine(_folder.FullName, "home")).FullName;

    private string ClaudeFile => Path.Combine(Home, ".claude.json");

    [Fact]
    public void A_new_conversation_has_its_id_and_the_profiles_files()
    {
        var (command, prepared) = Start(Profile("claude"), Tester);
        Assert.Equal(["claude", "--session-id", Session.ToString(), "--settings"], command.Take(4));
        Assert.StartsWith(Path.Combine(_folder.FullName, "own", "claude"), command[4], StringComparison.Ordinal);
        var hooks = JsonDocument.Parse(File.ReadAllText(command[4])).RootElement.GetProperty("hooks");
        Assert.Contains(hooks.EnumerateObject(), e => e.Name == "UserPromptSubmit");
        Assert.All(hooks.EnumerateObject(), e => Assert.Equal("orc hook", e.Value[0].GetProperty("hooks")[0].GetProperty("command").GetString()));
        Assert.Empty(prepared.Notices);
    }

    [Fact]
    public void A_resumed_incarnation_goes_on_with_the_conversation_that_its_hooks_reported()
    {
        var start = new TerminalStart(Tester with { SessionId = Session }, 2, Resumes: true, null, "another");
        Assert.Equal(["claude", "--resume", "another"], Command(Profile("claude"), start).Take(3));
        Assert.Equal(["codex", "resume", "another", "--no-daemon"], Command(Profile("codex"), start).Take(4));
        Assert.Equal("codex --no-daemon", string.Join(' ', Command(Profile("codex"), start with { Resumes = false }).Take(2)));
    }

    [Fact]
    public void A_users_own_command_gets_nothing_of_a_profile() =>
        Assert.Equal(["/bin/sh", "-c", "run it"], Start(Profile("claude"), Tester with { Command = "run it" }).Command);

    [Fact]
    public void A_file_that_was_changed_is_written_again_and_leaves_no_draft()
    {
        var path = Start(Profile("claude"), Tester).Command[4];
        var written = File.ReadAllText(path);
        File.WriteAllText(path, "of another version");
        Start(Profile("claude"), Tester);
        Assert.Equal(written, File.ReadAllText(path));
        Assert.Equal(Directory.GetFiles(Path.GetDirectoryName(path)!).Length, Profile("claude").Setups.Sum(s => s.Files.Count));
    }

    [Fact]
    public void What_the_user_has_set_stays_and_what_is_missing_is_added()
    {
        var directory = Tester.Directory;
        File.WriteAllText(ClaudeFile, new JsonObject
        {
            ["hasCompletedOnboarding"] = false,
            ["numStartups"] = 12345678901234567890m,
            ["note"] = "grüße 🎉",
            ["projects"] = new JsonObject { ["/else"] = new JsonObject { ["hasTrustDialogAccepted"] = false } },
        }.ToJsonString());
        File.SetUnixFileMode(ClaudeFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Empty(Start(Profile("claude"), Tester).Prepared.Notices);

        var after = JsonNode.Parse(File.ReadAllText(ClaudeFile))!;
        Assert.False(after["hasCompletedOnboarding"]!.GetValue<bool>());
        Assert.Equal("12345678901234567890", after["numStartups"]!.ToJsonString());
        Assert.Equal("grüße 🎉", after["note"]!.GetValue<string>());
        Assert.False(after["projects"]!["/else"]!["hasTrustDialogAccepted"]!.GetValue<bool>());
        Assert.True(after["projects"]![directory]!["hasTrustDialogAccepted"]!.GetValue<bool>());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ClaudeFile));

        var stamp = File.GetLastWriteTimeUtc(ClaudeFile);
        Start(Profile("claude"), Tester);
        Assert.Equal(stamp, File.GetLastWriteTimeUtc(ClaudeFile));
        Assert.Equal([ClaudeFile], Directory.GetFiles(Home));
    }

    [Fact]
    public void Agents_that_start_at_the_same_time_all_have_their_keys()
    {
        var profile = Profile("claude");
        var directories = Enumerable.Range(1, 40).Select(n => $"/work/{n}").ToList();
        Parallel.ForEach(directories, directory => Start(profile, Tester with { Directory = directory }));
        var trusted = JsonNode.Parse(File.ReadAllText(ClaudeFile))!["projects"]!.AsObject();
        Assert.Equal(directories.Order(StringComparer.Ordinal), trusted.Select(p => p.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{ \"a\": 1, // a comment\n }")]
    [InlineData("{ \"a\": 1, \"a\": 2 }")]
    [InlineData("[1]")]
    [InlineData("{ \"a\": ")]
    public void A_file_that_cannot_be_written_back_whole_is_left_alone_and_told(string text)
    {
        File.WriteAllText(ClaudeFile, text);
        Assert.StartsWith($"{ClaudeFile} is left as it is, and trust is not set in it:", Assert.Single(Start(Profile("claude"), Tester).Prepared.Notices), StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(ClaudeFile));
        Assert.Equal([ClaudeFile], Directory.GetFiles(Home));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_key_in_the_environment_is_approved_only_where_there_is_no_login(bool hasLogin)
    {
        if (hasLogin) File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Home, ".claude")).FullName, ".credentials.json"), "{}");
        Start(Profile("claude", key: "sk-ant-0123456789-abcdefghijklmnopqrst"), Tester);
        Assert.Equal(hasLogin ? null : "[\"abcdefghijklmnopqrst\"]", JsonNode.Parse(File.ReadAllText(ClaudeFile))!["customApiKeyResponses"]?["approved"]?.ToJsonString());
    }

    [Fact]
    public void Without_the_seed_nothing_of_the_users_is_touched()
    {
        Start(Profile("claude", "seed.enabled = off"), Tester);
        Assert.Empty(Directory.GetFileSystemEntries(Home));
    }

    [Fact]
    public void Codex_trusts_the_directory_and_our_hooks_for_one_start_only()
    {
        var directory = "/work/it's \"here\"";
        var command = Start(Profile("codex"), Tester with { Directory = directory }).Command;
        Assert.Contains("""projects={"/work/it's \"here\""={trust_level="trusted"}}""", command);

        var state = command.Single(a => a.StartsWith("hooks.state=", StringComparison.Ordinal));
        var hooks = command.Select(a => CodexHook().Match(a)).Where(m => m.Success).ToList();
        Assert.Equal(["SessionStart", "UserPromptSubmit", "PermissionRequest", "Stop", "SessionEnd"], hooks.Select(m => m.Groups["event"].Value));
        foreach (var hook in hooks)
        {
            var name = Word().Replace(hook.Groups["event"].Value, m => (m.Index == 0 ? "" : "_") + m.Value.ToLowerInvariant());
            var canonical = $$"""{"event_name":"{{name}}","hooks":[{"async":false,"command":"{{hook.Groups["command"].Value}}","timeout":{{hook.Groups["timeout"].Value}},"type":"command"}]}""";
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
            Assert.Contains($"\"/<session-flags>/config.toml:{name}:0:0\"={{trusted_hash=\"sha256:{hash}\"}}", state, StringComparison.Ordinal);
        }
    }

    private (IReadOnlyList<string> Command, PreparedLaunch Prepared) Start(Profile profile, AgentDefinition definition)
    {
        var start = new TerminalStart(definition with { SessionId = Session }, 1, Resumes: false, null);
        var prepared = new ProfileFiles(Path.Combine(_folder.FullName, "own")).Prepare(profile, start);
        return (LaunchCommand.For(start, profile, prepared.Values), prepared);
    }

    private IReadOnlyList<string> Command(Profile profile, TerminalStart start) =>
        LaunchCommand.For(start, profile, new ProfileFiles(Path.Combine(_folder.FullName, "own")).Prepare(profile, start).Values);

    /// <summary>A shipped profile whose home is the test's.</summary>
    private Profile Profile(string name, string more = "", string key = "")
    {
        var own = Directory.CreateDirectory(Path.Combine(_folder.FullName, "agents")).FullName;
        File.WriteAllText(Path.Combine(own, name + ".conf"), $"launch.environment {{ HOME = \"{Home}\", CLAUDE_CONFIG_DIR = \"\", ANTHROPIC_API_KEY = \"{key}\" }}\n{more}");
        return new ProfileCatalogue(ConfigSources.Shipped, own).Get(name);
    }

    [GeneratedRegex("^hooks\\.(?<event>[A-Za-z]+)=\\[\\{hooks=\\[\\{type=\"command\",command=\"(?<command>[^\"]+)\",timeout=(?<timeout>\\d+)\\}\\]\\}\\]$")]
    private static partial Regex CodexHook();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Word();
}
