using System.Text.RegularExpressions;

namespace Orchestrator.Agents.Projects;

/// <summary>Finds what builds and tests a project, by the files that each tool reads.</summary>
internal static partial class BuildTools
{
    private delegate BuildTool? Reader(string path, ProjectListing listing);

    private static readonly Dictionary<string, Reader> ByName = new(StringComparer.Ordinal)
    {
        ["Makefile"] = (path, l) => Recipes("make", path, l, Target()),
        ["makefile"] = (path, l) => Recipes("make", path, l, Target()),
        ["GNUmakefile"] = (path, l) => Recipes("make", path, l, Target()),
        ["justfile"] = (path, l) => Recipes("just", path, l, Target()),
        ["Taskfile.yml"] = (path, l) => Recipes("task", path, l, TaskName()),
        ["package.json"] = NodePackage.Read,
        ["deno.json"] = (path, l) => new BuildTool("deno", path, Test: l.Texts.GetValueOrDefault(path)?.Contains("\"test\"", StringComparison.Ordinal) == true ? "deno task test" : "deno test"),
        ["Cargo.toml"] = (path, _) => new BuildTool("cargo", path, "cargo build", "cargo test"),
        ["go.mod"] = (path, _) => new BuildTool("go", path, "go build ./...", "go test ./..."),
        ["pyproject.toml"] = PythonPackage.Read,
        ["setup.py"] = PythonPackage.Read,
        ["requirements.txt"] = PythonPackage.Read,
        ["pytest.ini"] = PythonPackage.Read,
        ["tox.ini"] = PythonPackage.Read,
        ["pom.xml"] = (path, l) => Wrapped("mvn", "mvnw", path, l, "-q package -DskipTests", "-q test"),
        ["build.gradle"] = (path, l) => Wrapped("gradle", "gradlew", path, l, "assemble", "test"),
        ["build.gradle.kts"] = (path, l) => Wrapped("gradle", "gradlew", path, l, "assemble", "test"),
        ["Gemfile"] = (path, l) => new BuildTool("bundler", path, Test: Beside(path, l, "spec/") ? "bundle exec rspec" : Beside(path, l, "Rakefile") ? "bundle exec rake test" : null),
        ["composer.json"] = (path, l) => new BuildTool("composer", path, Test: l.Texts.GetValueOrDefault(path)?.Contains("\"test\"", StringComparison.Ordinal) == true ? "composer test" : null),
        ["mix.exs"] = (path, _) => new BuildTool("mix", path, "mix compile", "mix test"),
        ["Package.swift"] = (path, _) => new BuildTool("swift", path, "swift build", "swift test"),
        ["CMakeLists.txt"] = (path, _) => new BuildTool("cmake", path, "cmake -B build && cmake --build build"),
        ["dbt_project.yml"] = (path, _) => new BuildTool("dbt", path, "dbt build"),
        ["mkdocs.yml"] = (path, _) => new BuildTool("mkdocs", path, "mkdocs build --strict"),
    };

    /// <summary>Every tool, those nearest to the project's directory first.</summary>
    internal static IReadOnlyList<BuildTool> Find(ProjectListing listing)
    {
        var tools = listing.Files.Select(path => ByName.TryGetValue(ProjectPaths.NameOf(path), out var read) ? read(path, listing) : null).OfType<BuildTool>();
        return [.. tools.Concat(DotnetProjects.Read(listing)).Concat(Terraform(listing)).DistinctBy(t => (t.Name, t.Directory)).OrderBy(t => ProjectPaths.DepthOf(t.File)).ThenBy(t => !t.RunsOthers)];
    }

    /// <summary>Whether a file says enough about the project to be opened.</summary>
    internal static bool IsRead(string name) => ByName.ContainsKey(name) || DotnetProjects.IsProject(name);

    /// <summary>Whether there is a file of that name, or below a directory (with a slash at its end), beside another.</summary>
    internal static bool Beside(string path, ProjectListing listing, string name)
    {
        var directory = ProjectPaths.DirectoryOf(path);
        var wanted = directory.Length == 0 ? name : $"{directory}/{name}";
        return listing.Files.Any(f => f == wanted || (wanted.EndsWith('/') && f.StartsWith(wanted, StringComparison.Ordinal)));
    }

    private static BuildTool? Recipes(string tool, string path, ProjectListing listing, Regex recipe)
    {
        var names = recipe.Matches(listing.Texts.GetValueOrDefault(path, "")).Select(m => m.Groups[1].Value).ToHashSet();
        string? Run(params string[] wanted) => wanted.FirstOrDefault(names.Contains) is { } name ? $"{tool} {name}" : null;
        var made = new BuildTool(tool, path, Run("build", "all"), Run("test", "check")) { RunsOthers = true };
        return made is { Build: null, Test: null } ? null : made;
    }

    private static BuildTool Wrapped(string tool, string wrapper, string path, ProjectListing listing, string build, string test)
    {
        var command = Beside(path, listing, wrapper) ? $"./{wrapper}" : tool;
        return new BuildTool(tool, path, $"{command} {build}", $"{command} {test}");
    }

    private static IEnumerable<BuildTool> Terraform(ProjectListing listing) => listing.Files
        .Where(f => f.EndsWith(".tf", StringComparison.Ordinal) && !ProjectPaths.IsBelow(f, "modules"))
        .GroupBy(ProjectPaths.DirectoryOf)
        .Select(g => new BuildTool(
            "terraform",
            g.First(),
            "terraform init -backend=false -input=false && terraform validate",
            g.Any(f => Beside(f, listing, "tests/")) && listing.Files.Any(f => f.EndsWith(".tftest.hcl", StringComparison.Ordinal)) ? "terraform init -backend=false -input=false && terraform test" : null));

    [GeneratedRegex(@"^([A-Za-z][\w-]*)[^:=\n]*:(?!=)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Target();

    [GeneratedRegex(@"^  ([A-Za-z][\w-]*):", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex TaskName();
}
