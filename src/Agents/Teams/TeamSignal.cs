using System.Text.RegularExpressions;

namespace Orchestrator.Agents.Teams;

/// <summary>What in a spec speaks for a team type.</summary>
/// <param name="Type">The type's name.</param>
/// <param name="Lead">How a goal begins that is clearly of this type.</param>
/// <param name="Words">Words that speak for it.</param>
/// <param name="WordWeight">What one of them counts for in the goal.</param>
internal sealed record TeamSignal(string Type, Regex Lead, Regex Words, int WordWeight);

/// <summary>The signals of the shipped team types. A type of the user's own has none: it is chosen by name only.</summary>
internal static partial class TeamSignals
{
    // Words of software are in every spec, so each of them says less than "VPN" or "penetration test".
    private const int Common = 2;
    private const int Special = 4;

    internal static IReadOnlyList<TeamSignal> All { get; } =
    [
        new("software", SoftwareLead(), SoftwareWords(), Common),
        new("deployment", DeploymentLead(), DeploymentWords(), Special),
        new("security", SecurityLead(), SecurityWords(), Special),
        new("network", NetworkLead(), NetworkWords(), Special),
        new("data", DataLead(), DataWords(), Special),
        new("documentation", DocumentationLead(), DocumentationWords(), Special),
        new("research", ResearchLead(), ResearchWords(), Special),
    ];

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
    private const string Start = @"^\W*";

    [GeneratedRegex(Start + @"(implement|refactor|debug|port|rewrite|fix)\b", Options)]
    private static partial Regex SoftwareLead();

    [GeneratedRegex(@"\b(implement(s|ation)?|features?|apis?|rest|graphql|endpoints?|apps?|applications?|cli|librar(y|ies)|sdk|refactor\w*|bugs?|class(es)?|modules?|frontend|backend|web ?(site|app)s?|microservices?|parsers?|unit tests?|login|game|bot|plugin|npm|nuget|node(\.?js)?|react|typescript|javascript|python|rust|c#|java|golang)\b", Options)]
    private static partial Regex SoftwareWords();

    [GeneratedRegex(Start + @"(deploy|provision|host|roll out|set up (a|the|our|two|three)? ?\w* ?(servers?|clusters?|hosts?|infrastructure|environment))\b", Options)]
    private static partial Regex DeploymentLead();

    [GeneratedRegex(@"\b(deploy(s|ed|ment|ments|ing)?|infrastructure|terraform|opentofu|ansible|kubernetes|k8s|helm|docker(file)?|containers?|containeri[sz]e\w*|provision\w*|rollouts?|clusters?|ci/cd|virtual machines?|vms?|hosting|systemd|nginx|aws|azure|gcp|hetzner|monitoring|backups?|staging)\b", Options)]
    private static partial Regex DeploymentWords();

    [GeneratedRegex(Start + @"(audit|harden|pen-?test|secure)\b", Options)]
    private static partial Regex SecurityLead();

    [GeneratedRegex(@"\b(security|vulnerabilit(y|ies)|penetration tests?|pen-?tests?|harden(ing|ed)?|cves?|threat models?|exploits?|owasp|security audits?|secrets? scanning)\b", Options)]
    private static partial Regex SecurityWords();

    [GeneratedRegex(Start + @"(connect|segment|route) (the|our|two|three|all)? ?(networks?|sites?|offices?|subnets?)\b", Options)]
    private static partial Regex NetworkLead();

    [GeneratedRegex(@"\b(networks?|networking|vpns?|wireguard|firewalls?|rout(er|ers|ing)|subnets?|vpcs?|dns|bgp|ospf|vlans?|load balanc\w+)\b", Options)]
    private static partial Regex NetworkWords();

    [GeneratedRegex(Start + @"(ingest|load|import|clean|migrate) (the|our|all)? ?\w* ?(data|datasets?|databases?|tables?|records)\b", Options)]
    private static partial Regex DataLead();

    [GeneratedRegex(@"\b(etl|elt|datasets?|data (pipelines?|warehouses?|lakes?|models?|quality)|warehouses?|migrations?|schemas?|analytics|dbt|airflow|sql|postgres(ql)?|databases?|parquet|spark|kafka)\b", Options)]
    private static partial Regex DataWords();

    [GeneratedRegex(Start + @"(document|translate|(write|rewrite|create|improve|update)\b.{0,40}\b(documentation|docs|guides?|manuals?|tutorials?|handbook|readme))\b", Options)]
    private static partial Regex DocumentationLead();

    [GeneratedRegex(@"\b(documentation|docs|manuals?|tutorials?|guides?|handbooks?|api reference|readme|man pages?)\b", Options)]
    private static partial Regex DocumentationWords();

    [GeneratedRegex(Start + @"(research|compare|evaluate|investigate|survey|study|find out)\b", Options)]
    private static partial Regex ResearchLead();

    [GeneratedRegex(@"\b(research|feasibility|comparison|evaluations?|literature|survey|state of the art|recommendations?|trade-?offs?)\b", Options)]
    private static partial Regex ResearchWords();
}
