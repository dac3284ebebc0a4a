using System.Globalization;

namespace Orchestrator.Agents.Merging;

/// <summary>What a landing is called in the repository: <c>stable-price-list-20260101</c>.</summary>
internal static class TagName
{
    internal static string Of(MergeItem merge, DateTimeOffset now)
    {
        var feature = SafeName.From(merge.Title);
        return string.Create(CultureInfo.InvariantCulture, $"stable-{(feature.Length > 0 ? feature : merge.Id.ToLowerInvariant())}-{now.UtcDateTime:yyyyMMdd}");
    }
}
