namespace Orchestrator.Agents.Projects;

/// <summary>Solutions and projects of .NET.</summary>
internal static class DotnetProjects
{
    internal static bool IsProject(string name) => Path.GetExtension(name) is ".csproj" or ".fsproj" or ".vbproj";

    /// <summary>
    /// The solution nearest to the project's directory; without one every project. Where no project holds tests, dotnet test is run on what stands in the
    /// project's directory all the same: it finds none, and says when the whole does not compile.
    /// </summary>
    internal static IEnumerable<BuildTool> Read(ProjectListing listing)
    {
        var projects = listing.Files.Where(IsProject).ToList();
        var hasTests = projects.Exists(p => IsTest(p, listing));
        if (listing.Files.FirstOrDefault(IsSolution) is not { } solution)
            return projects.Select(p => new BuildTool(".NET", p, "dotnet build", IsTest(p, listing) || (!hasTests && ProjectPaths.DepthOf(p) == 0) ? "dotnet test" : null));
        var name = IsAlone(solution, listing) ? "" : " " + ProjectCommands.Quote(ProjectPaths.NameOf(solution));
        return [new BuildTool(".NET", solution, $"dotnet build{name}", hasTests || ProjectPaths.DepthOf(solution) == 0 ? $"dotnet test{name}" : null)];
    }

    private static bool IsSolution(string name) => Path.GetExtension(name) is ".sln" or ".slnx";

    /// <summary>Whether dotnet finds it by itself: with several in a directory it asks for a name.</summary>
    private static bool IsAlone(string solution, ProjectListing listing) =>
        listing.Files.Count(f => ProjectPaths.DirectoryOf(f) == ProjectPaths.DirectoryOf(solution) && (IsSolution(f) || IsProject(f))) == 1;

    private static bool IsTest(string path, ProjectListing listing) =>
        listing.Texts.GetValueOrDefault(path)?.Contains("Microsoft.NET.Test.Sdk", StringComparison.Ordinal) is true
        || (Path.GetFileNameWithoutExtension(path) is var name && (name.EndsWith("Tests", StringComparison.Ordinal) || name.EndsWith(".Test", StringComparison.Ordinal)));
}
