using Orchestrator.Agents.Insights;
using Orchestrator.Runtime.Persistence;
using Xunit;
using static Orchestrator.Agents.Insights.InsightEvents;
using static Orchestrator.Agents.Insights.InsightMessages;

namespace Orchestrator.Agents.Tests.Insights;

public sealed class InsightBookTests
{
    private static readonly ProjectName _bank = new("bank");
    private InsightBook _book = new();

    [Theory]
    [InlineData("csharp", "csharp,docker", true)]
    [InlineData("C#", "csharp", true)]
    [InlineData("docker,rust", "csharp,docker", true)]
    [InlineData("rust", "csharp,docker", false)]
    [InlineData("", "csharp", true)]
    public void A_project_is_told_of_what_it_shares_a_topic_with(string about, string topics, bool told)
    {
        Share("Restore needs a flag.", about);
        Assert.Equal(told, Do(new AddressProject(_bank, [.. topics.Split(',')])).Events.Count == 1);
    }

    [Fact]
    public void A_project_is_told_once_and_never_of_its_own()
    {
        Share("Restore needs a flag.", "csharp");
        Assert.Empty(Do(new AddressProject(Some.Shop, ["csharp"])).Events);
        Assert.Equal(["insight-1"], Assert.IsType<InsightsAddressed>(Assert.Single(Do(new AddressProject(_bank, ["csharp"])).Events)).Letter.Ids);
        Assert.Empty(Do(new AddressProject(_bank, ["csharp"])).Events);

        Share("Tests are flaky at midnight.", "csharp");
        Assert.Equal(["insight-2"], Assert.IsType<InsightsAddressed>(Assert.Single(Do(new AddressProject(_bank, ["csharp"])).Events)).Letter.Ids);
    }

    [Fact]
    public void A_letter_is_under_way_until_its_outcome_is_stored()
    {
        Share("Restore needs a flag.", "");
        Do(new AddressProject(_bank, []));
        Assert.Equal("insights:bank:1", Assert.Single(_book.UnderWay).Key);
        Do(new ConfirmLetter(1, "bank:project-manager#4"));
        Assert.Empty(_book.UnderWay);
        Assert.Empty(Do(new ConfirmLetter(1, "bank:project-manager#4")).Events);
    }

    [Fact]
    public void The_same_key_or_the_same_words_are_the_same_insight()
    {
        Share("Restore needs a flag.", "csharp", "k");
        Assert.Equal("insight-1", Assert.IsType<InsightAccepted>(Do(new ShareInsight("Other words.", [], "shop:developer", Some.Shop, "k")).Reply).Insight.Id);
        Assert.Equal("insight-1", Assert.IsType<InsightAccepted>(Do(new ShareInsight("Restore needs a flag.", [], "shop:tester", Some.Shop, "other")).Reply).Insight.Id);
        Assert.Single(_book.All);
    }

    [Theory]
    [InlineData("", "csharp", "0 characters")]
    [InlineData("x", "two words", "is no topic")]
    [InlineData("x", "a,b,c,d,e,f,g,h,i,j,k", "11 topics")]
    public void What_is_no_insight_is_refused(string text, string topics, string reason) =>
        Assert.Contains(reason, Do(new ShareInsight(text, topics.Split(','), "user", null, null)).Rejection!.Reason, StringComparison.Ordinal);

    [Fact]
    public void A_new_project_is_told_of_the_newest_twenty()
    {
        for (var i = 1; i <= 25; i++) Share($"Number {i}.", "");
        var letter = Assert.IsType<InsightsAddressed>(Assert.Single(Do(new AddressProject(_bank, [])).Events)).Letter;
        Assert.Equal((20, "insight-25"), (letter.Ids.Count, letter.Ids[^1]));
    }

    [Fact]
    public void A_projects_topics_are_its_files_and_the_words_of_its_spec()
    {
        var directory = Directory.CreateTempSubdirectory("orc-topics-").FullName;
        File.WriteAllText(Path.Combine(directory, "package.json"), "{}");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(directory, "src")).FullName, "a.py"), "");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(directory, "node_modules")).FullName, "b.rs"), "");

        var topics = InsightTopics.Of(directory, "GOAL: Deploy with K8s, and PostgreSQL.");
        Assert.Superset(new HashSet<string> { "javascript", "python", "kubernetes", "postgresql" }, topics.ToHashSet());
        Assert.DoesNotContain("rust", topics);
        Assert.Contains("goal", InsightTopics.Of("/nowhere/at/all", "GOAL: x"));
        Directory.Delete(directory, recursive: true);
    }

    private void Share(string text, string topics, string? key = null) =>
        Do(new ShareInsight(text, topics.Split(',', StringSplitOptions.RemoveEmptyEntries), "shop:developer", Some.Shop, key));

    private Decision Do(ICommand command)
    {
        var decision = _book.Decide(command, Some.Noon);
        _book = decision.Events.Aggregate(_book, (book, e) => book.Apply(e));
        return decision;
    }
}
