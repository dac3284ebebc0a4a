namespace Orchestrator.Agents.Projects;

/// <summary>What a project is made of, as its files say.</summary>
/// <param name="Languages">The most files first.</param>
/// <param name="Tools">What builds and tests it, nearest to its directory first.</param>
/// <param name="Deployment">What deploys it, by kind.</param>
/// <param name="Data">Schemas, migrations, notebooks and data flows.</param>
/// <param name="Documentation">Pages for readers, the README and the like apart.</param>
/// <param name="Networks">What describes networks and their rules.</param>
/// <param name="Files">Number of files.</param>
/// <param name="Bytes">Their size.</param>
/// <param name="IsCut">Whether there are more than were looked at.</param>
/// <param name="DefaultBranch">The branch that the remote, or custom, takes for the main one; null when there is none.</param>
public sealed record ProjectFacts(
    IReadOnlyList<LanguageShare> Languages,
    IReadOnlyList<BuildTool> Tools,
    IReadOnlyList<DeploymentFiles> Deployment,
    IReadOnlyList<string> Data,
    IReadOnlyList<string> Documentation,
    IReadOnlyList<string> Networks,
    int Files,
    long Bytes,
    bool IsCut,
    string? DefaultBranch)
{
    /// <summary>How the whole is built; null when nothing says so.</summary>
    public string? BuildCommand => ProjectCommands.Join(Tools, tool => tool.Build);

    /// <summary>How its tests are run; null when nothing says that there are any.</summary>
    public string? TestCommand => ProjectCommands.Join(Tools, tool => tool.Test);
}

/// <summary>A language and how many files are written in it.</summary>
/// <param name="Name">For people, e.g. <c>C#</c>.</param>
/// <param name="Files">Number of files.</param>
/// <param name="IsCode">Whether programs are written in it, rather than queries, configuration or glue.</param>
public sealed record LanguageShare(string Name, int Files, bool IsCode);

/// <summary>What builds and tests a part of a project.</summary>
/// <param name="Name">For people, e.g. <c>npm</c>.</param>
/// <param name="File">The file that says so, by its path from the project's directory.</param>
/// <param name="Install">What must be run first in a fresh checkout; null for nothing.</param>
/// <param name="Build">The command that builds; null for none.</param>
/// <param name="Test">The command that runs the tests; null for none.</param>
public sealed record BuildTool(string Name, string File, string? Build = null, string? Test = null, string? Install = null)
{
    /// <summary>The directory that its commands are run in, from the project's; empty for that itself.</summary>
    public string Directory => ProjectPaths.DirectoryOf(File);

    /// <summary>Whether it calls the other tools, so that theirs need not be called: a Makefile and the like.</summary>
    public bool RunsOthers { get; init; }
}

/// <summary>The files of one way of deployment.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Paths">Which files; at least one.</param>
public sealed record DeploymentFiles(DeploymentKind Kind, IReadOnlyList<string> Paths);

/// <summary>Ways of deployment.</summary>
public enum DeploymentKind
{
    /// <summary>Terraform or OpenTofu.</summary>
    Terraform,

    /// <summary>Ansible playbooks and roles.</summary>
    Ansible,

    /// <summary>Kubernetes manifests, Kustomize and Helm charts.</summary>
    Kubernetes,

    /// <summary>Other descriptions of machines and clouds: Pulumi, Packer, Vagrant, CloudFormation, serverless.</summary>
    Infrastructure,

    /// <summary>Images of containers.</summary>
    Docker,

    /// <summary>Several containers together.</summary>
    Compose,

    /// <summary>Services of one machine: systemd units, nginx.</summary>
    Services,

    /// <summary>Continuous integration.</summary>
    Ci,
}
