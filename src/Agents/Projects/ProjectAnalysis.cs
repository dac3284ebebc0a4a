using System.Text.RegularExpressions;

namespace Orchestrator.Agents.Projects;

/// <summary>From a project's files to what it is made of. Pure.</summary>
public static partial class ProjectAnalysis
{
    /// <summary>Analyses a listing.</summary>
    public static ProjectFacts Of(ProjectListing listing)
    {
        ArgumentNullException.ThrowIfNull(listing);
        var own = listing with { Files = [.. listing.Files.Where(f => !ProjectPaths.IsForeign(f)).OrderBy(ProjectPaths.DepthOf).ThenBy(f => f, StringComparer.Ordinal)] };
        return new ProjectFacts(
            Languages.Of(own.Files),
            BuildTools.Find(own),
            DeploymentRules.Of(own),
            [.. own.Files.Where(IsData)],
            [.. own.Files.Where(IsDocumentation)],
            [.. own.Files.Where(f => IsNetwork(f, own.Texts.GetValueOrDefault(f)))],
            listing.Files.Count,
            listing.Bytes,
            listing.IsCut,
            listing.DefaultBranch);
    }

    /// <summary>Whether a file is opened, so that its text is in the listing.</summary>
    internal static bool IsRead(string path) => !ProjectPaths.IsForeign(path) && (BuildTools.IsRead(ProjectPaths.NameOf(path)) || DeploymentRules.IsRead(path));

    private static bool IsData(string path) =>
        Path.GetExtension(path) is ".sql" or ".ipynb" or ".prisma" or ".parquet" or ".avsc"
        || ProjectPaths.NameOf(path) is "dbt_project.yml" or "alembic.ini"
        || ProjectPaths.IsBelow(path, "migrations", "dags");

    private static bool IsDocumentation(string path)
    {
        var name = ProjectPaths.NameOf(path);
        if (name is "mkdocs.yml" or "docusaurus.config.js" or "docusaurus.config.ts" or "antora.yml" or "book.toml") return true;
        return Path.GetExtension(name) is ".md" or ".mdx" or ".rst" or ".adoc" && !ForDevelopers().IsMatch(name);
    }

    private static bool IsNetwork(string path, string? text) =>
        ProjectPaths.NameOf(path) is "nftables.conf" or "wg0.conf" or "frr.conf" or "bird.conf" or "named.conf" or "haproxy.cfg"
        || Path.GetExtension(path) is ".zone"
        || ProjectPaths.IsBelow(path, "netplan")
        || (path.EndsWith(".tf", StringComparison.Ordinal) && text is not null && NetworkResource().IsMatch(text));

    [GeneratedRegex(@"^(README|CHANGELOG|CHANGES|CONTRIBUTING|LICENSE|SECURITY|CODE_OF_CONDUCT|AGENTS|CLAUDE|GEMINI|SPEC|ISSUE_TEMPLATE|PULL_REQUEST_TEMPLATE)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ForDevelopers();

    [GeneratedRegex("""^resource\s+"(aws_(vpc|subnet|security_group|route|lb|nat_gateway|route53)|google_compute_(network|subnetwork|firewall|router)|azurerm_(virtual_network|subnet|network_security|firewall)|hcloud_(network|firewall|load_balancer))""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NetworkResource();
}
