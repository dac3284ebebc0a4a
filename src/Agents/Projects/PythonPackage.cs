namespace Orchestrator.Agents.Projects;

/// <summary>Reads what stands beside a Python package.</summary>
internal static class PythonPackage
{
    internal static BuildTool? Read(string path, ProjectListing listing)
    {
        var name = ProjectPaths.NameOf(path);
        var text = listing.Texts.GetValueOrDefault(path, "");
        if (name == "tox.ini" && !text.Contains("pytest", StringComparison.Ordinal)) return null;
        var tests = listing.Files.Where(IsTest).Any(f => f.StartsWith(Folder(path), StringComparison.Ordinal));
        var pytest = name == "pytest.ini" || text.Contains("pytest", StringComparison.Ordinal) || BuildTools.Beside(path, listing, "pytest.ini") || BuildTools.Beside(path, listing, "tests/");
        return new BuildTool("python", path, name == "pyproject.toml" && text.Contains("[build-system]", StringComparison.Ordinal) ? "python3 -m build" : null, Test());

        string? Test() => pytest ? "python3 -m pytest -q" : tests ? "python3 -m unittest discover" : null;
    }

    private static string Folder(string path) => ProjectPaths.DirectoryOf(path) is { Length: > 0 } directory ? directory + "/" : "";

    private static bool IsTest(string path) => ProjectPaths.NameOf(path) is var name && name.EndsWith(".py", StringComparison.Ordinal)
        && (name.StartsWith("test_", StringComparison.Ordinal) || name.EndsWith("_test.py", StringComparison.Ordinal));
}
