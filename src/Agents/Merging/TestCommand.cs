namespace Orchestrator.Agents.Merging;

/// <summary>Finds out how a project's tests are run, from the files in its directory.</summary>
public static class TestCommand
{
    /// <summary>The command; <c>null</c> when nothing says that there are tests.</summary>
    /// <param name="directory">A checked-out project.</param>
    public static string? Find(string directory)
    {
        if (Has(directory, "Makefile", text => text.Split('\n').Any(l => l.StartsWith("test:", StringComparison.Ordinal)))) return "make test";
        if (Has(directory, "package.json", text => text.Contains("\"test\"", StringComparison.Ordinal))) return "npm test";
        if (Has(directory, "Cargo.toml")) return "cargo test";
        if (Has(directory, "go.mod")) return "go test ./...";
        if (Directory.EnumerateFiles(directory).Any(f => Path.GetExtension(f) is ".sln" or ".slnx" or ".csproj" or ".fsproj")) return "dotnet test";
        return Has(directory, "pytest.ini") || (Has(directory, "pyproject.toml") && Directory.Exists(Path.Combine(directory, "tests"))) ? "python3 -m pytest -q" : null;
    }

    private static bool Has(string directory, string file, Func<string, bool>? holds = null)
    {
        var path = Path.Combine(directory, file);
        return File.Exists(path) && (holds is null || holds(File.ReadAllText(path)));
    }
}
