using System.Text.RegularExpressions;

namespace Orchestrator.Agents.Projects;

/// <summary>Knows what deploys a project, by the names of its files and, for manifests, their text.</summary>
internal static partial class DeploymentRules
{
    internal static IReadOnlyList<DeploymentFiles> Of(ProjectListing listing) =>
    [
        .. listing.Files.Select(path => (Path: path, Kind: KindOf(path, listing.Texts.GetValueOrDefault(path))))
            .Where(p => p.Kind is not null)
            .GroupBy(p => p.Kind!.Value)
            .OrderBy(g => g.Key)
            .Select(g => new DeploymentFiles(g.Key, [.. g.Select(p => p.Path)])),
    ];

    /// <summary>Whether a file's text may tell what it deploys.</summary>
    internal static bool IsRead(string path) => IsYaml(path) || path.EndsWith(".tf", StringComparison.Ordinal);

    private static bool IsYaml(string path) => Path.GetExtension(path) is ".yml" or ".yaml";

    private static DeploymentKind? KindOf(string path, string? text)
    {
        var name = ProjectPaths.NameOf(path);
        if (Ci().IsMatch(path)) return DeploymentKind.Ci;
        if (ContainerFile().IsMatch(name)) return DeploymentKind.Docker;
        if (ComposeFile().IsMatch(name)) return DeploymentKind.Compose;
        if (Path.GetExtension(name) is ".tf") return DeploymentKind.Terraform;
        if (name is "ansible.cfg" || AnsiblePath().IsMatch(path) || (IsYaml(name) && text is not null && Play().IsMatch(text))) return DeploymentKind.Ansible;
        if (name is "kustomization.yaml" or "kustomization.yml" or "Chart.yaml" || (IsYaml(name) && text is not null && Manifest().IsMatch(text))) return DeploymentKind.Kubernetes;
        if (name is "Pulumi.yaml" or "Vagrantfile" or "serverless.yml" || name.EndsWith(".pkr.hcl", StringComparison.Ordinal) || Path.GetExtension(name) is ".bicep"
            || text?.Contains("AWSTemplateFormatVersion", StringComparison.Ordinal) is true) return DeploymentKind.Infrastructure;
        return name is "nginx.conf" || Path.GetExtension(name) is ".service" or ".timer" ? DeploymentKind.Services : null;
    }

    [GeneratedRegex(@"^(\.github/workflows/.+\.ya?ml|\.gitlab-ci\.yml|\.gitlab/.+\.yml|Jenkinsfile|azure-pipelines\.yml|\.circleci/config\.yml|\.travis\.yml|bitbucket-pipelines\.yml|\.drone\.yml|\.woodpecker\.yml|\.(forgejo|gitea)/workflows/.+\.ya?ml)$", RegexOptions.CultureInvariant)]
    private static partial Regex Ci();

    [GeneratedRegex(@"^((Docker|Container)file(\..+)?|.+\.(D|d)ockerfile)$", RegexOptions.CultureInvariant)]
    private static partial Regex ContainerFile();

    [GeneratedRegex(@"^(docker-)?compose([.-].+)?\.ya?ml$", RegexOptions.CultureInvariant)]
    private static partial Regex ComposeFile();

    [GeneratedRegex(@"(^|/)(playbooks?/.+|playbook[^/]*|roles/[^/]+/tasks/.+)\.ya?ml$", RegexOptions.CultureInvariant)]
    private static partial Regex AnsiblePath();

    [GeneratedRegex(@"^- (name: .*\n\s+)?hosts: ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Play();

    [GeneratedRegex(@"\A(.*\n)*?apiVersion: [\w./]+\s*\n(.*\n)*?kind: \w+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Manifest();
}
