using Orchestrator.Agents.Specs;
using Orchestrator.Agents.Teams;
using Xunit;

namespace Orchestrator.Agents.Tests.Teams;

public sealed class BriefWriterTests : IDisposable
{
    private static readonly Role Developer = Roles.Find("developer")!;
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("briefs");

    public void Dispose() => _directory.Delete(recursive: true);

    private static BriefContext Context(string spec, Role role) => new(
        AgentTarget.Of(new("shop"), new(role.Key)), role, "/home/me/shop", TimeSpan.FromMinutes(30),
        SpecParser.Parse(spec, "/specs/shop.md").Spec,
        [new(AgentName.ProjectManager, Roles.ProjectManager, "claude", null), new(new(role.Key), role, "claude", null)]);

    public static TheoryData<string> RoleKeys => [.. Roles.All.Select(r => r.Key)];

    [Theory, MemberData(nameof(RoleKeys))]
    public void Every_role_has_a_brief_in_which_nothing_is_left_to_fill(string key)
    {
        var role = Roles.Find(key)!;
        var template = new BriefTemplates(BriefTemplates.Shipped).Read(role);
        var context = role == Roles.Orchestrator
            ? new BriefContext(AgentTarget.Orchestrator, role, "/", null, null, [])
            : Context("PROJECT: Shop\nGOAL: Sell things\n", role);
        var brief = BriefWriter.Write(template, context);
        Assert.DoesNotContain("{{", brief, StringComparison.Ordinal);
        Assert.Contains("orc reply", brief, StringComparison.Ordinal);
        Assert.Contains(context.Target.ToString(), brief, StringComparison.Ordinal);
        Assert.True(brief.Length < 6_000, $"{key}: {brief.Length} characters");
        Assert.Equal(role != Roles.Orchestrator, brief.Contains("Sell things", StringComparison.Ordinal));
    }

    [Fact]
    public void No_brief_is_shipped_for_a_role_that_does_not_exist() =>
        Assert.Equal(
            [.. Roles.All.Select(r => r.Key + ".md").Append("common.md").Order(StringComparer.Ordinal)],
            Directory.GetFiles(BriefTemplates.Shipped).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Fact]
    public void A_developer_is_told_to_commit_every_thirty_minutes_and_when_it_is_asked()
    {
        var brief = BriefWriter.Write(new BriefTemplates(BriefTemplates.Shipped).Read(Developer), Context("GOAL: g\n", Developer));
        Assert.Contains("Commit every 30 minutes", brief, StringComparison.Ordinal);
        Assert.Contains("check in every 30m", brief, StringComparison.Ordinal);
        Assert.Contains("- shop:project-manager, Project manager: plans, assigns and checks the work", brief, StringComparison.Ordinal);
        Assert.Contains("- shop:developer, Developer: writes the code (you)", brief, StringComparison.Ordinal);
    }

    [Fact]
    public void The_specs_own_text_is_never_read_as_a_placeholder()
    {
        var brief = BriefWriter.Write("{{goal}}|{{deliverables}}|{{constraints}}", Context("GOAL: use {{target}} and {{nonsense}}\nDELIVERABLES:\n- {{common}}\n", Developer));
        Assert.Equal("use {{target}} and {{nonsense}}|- {{common}}|- none named", brief);
    }

    [Fact]
    public void An_unknown_placeholder_is_named_with_the_one_that_was_meant()
    {
        var error = Assert.Throws<FormatException>(() => BriefWriter.Write("{{gaol}}", Context("GOAL: g\n", Developer)));
        Assert.StartsWith("The brief of developer has an unknown placeholder {{gaol}}. Did you mean \"goal\"?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_goal_of_a_megabyte_is_cut_and_says_where_the_rest_stands()
    {
        var brief = BriefWriter.Write("{{goal}}", Context("GOAL: " + new string('x', 1 << 20), Developer));
        Assert.True(brief.Length < BriefWriter.MaxPart + 200);
        Assert.EndsWith("(cut here; read the rest in /specs/shop.md)", brief, StringComparison.Ordinal);
    }

    [Fact]
    public void A_users_own_template_goes_before_the_shipped_one()
    {
        File.WriteAllText(Path.Combine(_directory.FullName, "developer.md"), "mine\r\n{{common}}");
        var templates = new BriefTemplates(_directory.FullName, BriefTemplates.Shipped);
        Assert.StartsWith("mine\n## How you reach the others", templates.Read(Developer), StringComparison.Ordinal);
        Assert.StartsWith("# You are", templates.Read(Roles.ProjectManager), StringComparison.Ordinal);
        var missing = Assert.Throws<FileNotFoundException>(() => new BriefTemplates(_directory.FullName).Read(Roles.ProjectManager));
        Assert.Contains("project-manager.md is in none of", missing.Message, StringComparison.Ordinal);
    }
}
