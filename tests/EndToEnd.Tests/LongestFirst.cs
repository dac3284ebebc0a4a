using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("Orchestrator.EndToEnd.Tests.LongestFirst", "Orchestrator.EndToEnd.Tests")]

namespace Orchestrator.EndToEnd.Tests;

/// <summary>Begins the classes that take longest, so that none of them runs alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    // In their order; those that are not named follow as they come.
    private static readonly string[] _longest = ["MatrixTests", "TeamWorkTests", "WorktreeLaunchTests", "LimitTests", "DatabaseTests", "SubscriptionTests", "KillTests", "ToolTests"];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => Array.FindIndex(_longest, name => c.DisplayName.EndsWith("." + name, StringComparison.Ordinal)) is var at and >= 0 ? at : _longest.Length);
}
