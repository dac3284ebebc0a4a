using Orchestrator.Agents.Projects;
using Xunit;

namespace Orchestrator.Agents.Tests.Projects;

public class ProjectAnalysisTests
{
    private const string TestSdk = "<PackageReference Include=\"Microsoft.NET.Test.Sdk\" />";

    /// <summary>Files as <c>path</c> or <c>path=text</c>, the build command, the test command.</summary>
    public static TheoryData<string[], string?, string?> Commands => new()
    {
        { ["README.md"], null, null },
        { ["Makefile=build: a\n\tcc a\n\ntest: build\n\t./a\n", "package.json={\"scripts\":{\"test\":\"jest\"}}"], "make build", "make test" },
        { ["Makefile=check:\n\ttrue\n"], null, "make check" },
        { ["Makefile=test := 1\nall:\n\tcc a\n"], "make all", null },
        { ["justfile=test:\n  cargo test\n"], null, "just test" },
        { ["package.json={\"scripts\":{\"test\":\"jest\",\"build\":\"tsc\"}}"], "npm run build", "npm test" },
        { ["package.json={\"scripts\":{\"test\":\"echo \\\"Error: no test specified\\\" && exit 1\"}}"], null, null },
        { ["package.json={\"scripts\":{\"test\":\"jest\"},\"devDependencies\":{\"jest\":\"1\"}}", "package-lock.json"], null, "npm ci && npm test" },
        { ["package.json={\"scripts\":{\"test\":\"jest\"},\"devDependencies\":{\"jest\":\"1\"}}", "pnpm-lock.yaml"], null, "pnpm install --frozen-lockfile && pnpm test" },
        { ["package.json={\"scripts\":", "yarn.lock"], null, null },
        { ["package.json={\"scripts\":{\"test\":\"cut \\ud83d\"}}"], null, null },
        { ["Cargo.toml"], "cargo build", "cargo test" },
        { ["go.mod", "package.json={\"scripts\":{\"test\":\"jest\"}}"], "go build ./...", "go test ./... && npm test" },
        { ["api/go.mod", "web/package.json={\"scripts\":{\"test\":\"jest\"}}"], "(cd api && go build ./...)", "(cd api && go test ./...) && (cd web && npm test)" },
        { ["Shop.sln", "src/Shop.csproj", "tests/Shop.Tests.csproj"], "dotnet build", "dotnet test" },
        { ["Shop.sln", "All.sln", "a/A.Tests.csproj"], "dotnet build All.sln", "dotnet test All.sln" },
        { ["Shop.csproj"], "dotnet build", "dotnet test" },
        { ["src/Shop.csproj"], "(cd src && dotnet build)", null },
        { ["src/A.csproj", $"checks/B.csproj={TestSdk}"], "(cd checks && dotnet build) && (cd src && dotnet build)", "(cd checks && dotnet test)" },
        { ["pyproject.toml", "tests/test_a.py"], null, "python3 -m pytest -q" },
        { ["pyproject.toml=[build-system]\n", "a.py"], "python3 -m build", null },
        { ["requirements.txt=pytest==8\n"], null, "python3 -m pytest -q" },
        { ["requirements.txt=flask\n", "test_a.py"], null, "python3 -m unittest discover" },
        { ["pom.xml", "mvnw"], "./mvnw -q package -DskipTests", "./mvnw -q test" },
        { ["Gemfile", "spec/a_spec.rb"], null, "bundle exec rspec" },
        { ["main.tf"], "terraform init -backend=false -input=false && terraform validate", null },
        { ["node_modules/left/package.json={\"scripts\":{\"test\":\"x\"}}", "vendor/a/go.mod"], null, null },
        { ["a b/go.mod"], "(cd 'a b' && go build ./...)", "(cd 'a b' && go test ./...)" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void How_a_project_is_built_and_tested_is_read_from_its_files(string[] files, string? build, string? test)
    {
        var facts = Of(files);
        Assert.Equal((build, test), (facts.BuildCommand, facts.TestCommand));
    }

    [Theory]
    [InlineData("Dockerfile", DeploymentKind.Docker)]
    [InlineData("api/Dockerfile.prod", DeploymentKind.Docker)]
    [InlineData("docker-compose.override.yml", DeploymentKind.Compose)]
    [InlineData("compose.yaml", DeploymentKind.Compose)]
    [InlineData("infra/main.tf", DeploymentKind.Terraform)]
    [InlineData("ansible.cfg", DeploymentKind.Ansible)]
    [InlineData("roles/web/tasks/main.yml", DeploymentKind.Ansible)]
    [InlineData("site.yml=- name: All\n  hosts: all\n", DeploymentKind.Ansible)]
    [InlineData("k8s/web.yaml=# web\napiVersion: apps/v1\nkind: Deployment\n", DeploymentKind.Kubernetes)]
    [InlineData("charts/web/Chart.yaml", DeploymentKind.Kubernetes)]
    [InlineData(".github/workflows/ci.yml", DeploymentKind.Ci)]
    [InlineData(".gitlab-ci.yml", DeploymentKind.Ci)]
    [InlineData("Vagrantfile", DeploymentKind.Infrastructure)]
    [InlineData("deploy/web.service", DeploymentKind.Services)]
    public void What_deploys_a_project_is_known_by_name_or_text(string file, DeploymentKind kind) => Assert.Equal(kind, Assert.Single(Of(file).Deployment).Kind);

    [Theory]
    [InlineData("config.yaml=kind: tea\n")]
    [InlineData("src/Dockerfiles.cs")]
    [InlineData("vendor/a/Dockerfile")]
    [InlineData("docs/main.tf.md")]
    public void What_only_looks_like_it_is_not_taken_for_it(string file) => Assert.Empty(Of(file).Deployment);

    [Fact]
    public void Languages_are_counted_and_other_peoples_code_is_not()
    {
        var facts = Of("a.ts", "b.ts", "c.js", "run.sh", "node_modules/x/index.js", "dist/c.js", ".venv/lib/a.py");
        Assert.Equal([("TypeScript", 2, true), ("JavaScript", 1, true), ("Shell", 1, false)], facts.Languages.Select(l => (l.Name, l.Files, l.IsCode)));
        Assert.Equal(7, facts.Files);
    }

    [Fact]
    public void Data_documentation_and_networks_are_told_from_the_rest()
    {
        var facts = Of("README.md", "docs/guide.md", "db/migrations/001.up.txt", "query.sql", "net.tf=resource \"aws_vpc\" \"a\" {}\n", "main.tf=resource \"aws_s3_bucket\" \"a\" {}\n");
        Assert.Equal(["query.sql", "db/migrations/001.up.txt"], facts.Data);
        Assert.Equal(["docs/guide.md"], facts.Documentation);
        Assert.Equal(["net.tf"], facts.Networks);
    }

    private static ProjectFacts Of(params IEnumerable<string> files)
    {
        var read = files.Select(f => f.Split('=', 2)).ToList();
        return ProjectAnalysis.Of(new ProjectListing([.. read.Select(f => f[0])], read.Where(f => f.Length == 2).ToDictionary(f => f[0], f => f[1])));
    }
}
