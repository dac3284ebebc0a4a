using Orchestrator.Agents.Worktrees;
using System.Text;

namespace Orchestrator.Agents.Projects;

/// <summary>Looks at a project's directory: which files there are, and what the few that say how it is built hold. Changes nothing.</summary>
/// <param name="git">Runs git.</param>
/// <param name="limits">How much is looked at.</param>
public sealed class ProjectReader(GitRunner git, ReadingLimits limits)
{
    /// <summary>What the project is made of.</summary>
    /// <param name="directory">Its directory, absolute.</param>
    /// <param name="repository">What was seen of its repository; null looks for itself.</param>
    /// <exception cref="GitException">git took too long.</exception>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be read.</exception>
    public async Task<ProjectFacts> ReadAsync(string directory, RepositoryFacts? repository = null) => ProjectAnalysis.Of(await ListAsync(directory, repository));

    private async Task<ProjectListing> ListAsync(string directory, RepositoryFacts? repository)
    {
        // A huge index is not asked for: a walk can stop half way, and begins with what says most.
        var tracked = repository is { Files: var count } && count > limits.MaxFiles ? null : await TrackedAsync(directory);
        var files = tracked ?? Walk(directory);
        var isCut = files.Count > limits.MaxFiles;
        List<string> kept = [.. files.OrderBy(ProjectPaths.DepthOf).ThenBy(f => f, StringComparer.Ordinal).Take(limits.MaxFiles)];
        var texts = kept.Where(ProjectAnalysis.IsRead).Take(limits.MaxRead).Select(f => (f, Text: Read(Path.Combine(directory, f)))).Where(p => p.Text is not null).ToDictionary(p => p.f, p => p.Text!);
        return new ProjectListing(kept, texts, kept.Sum(f => SizeOf(Path.Combine(directory, f))), isCut, repository?.DefaultBranch);
    }

    /// <summary>What git tracks, and what is new and not ignored; null where there is no repository or no git.</summary>
    private async Task<List<string>?> TrackedAsync(string directory)
    {
        try
        {
            var listed = await git.TryAsync(directory, ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
            return listed.Succeeded ? [.. listed.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct()] : null;
        }
        catch (GitException e) when (e.Failure is GitFailure.Missing)
        {
            return null;
        }
    }

    /// <summary>The files below a directory, level by level, links and other people's code apart; one more than the limit when there are more.</summary>
    private List<string> Walk(string directory)
    {
        var files = new List<string>();
        Queue<(string Path, int Depth)> directories = new([("", 0)]);
        var options = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
        while (directories.TryDequeue(out var next) && files.Count <= limits.MaxFiles)
        {
            foreach (var entry in Entries(Path.Combine(directory, next.Path), options))
            {
                var path = next.Path.Length == 0 ? entry.Name : $"{next.Path}/{entry.Name}";
                if (entry is FileInfo)
                    files.Add(path);
                else if (next.Depth < limits.MaxDepth && !ProjectPaths.IsForeignDirectory(entry.Name))
                    directories.Enqueue((path, next.Depth + 1));
                if (files.Count > limits.MaxFiles) break;
            }
        }
        return files;
    }

    private static IReadOnlyList<FileSystemInfo> Entries(string directory, EnumerationOptions options)
    {
        try
        {
            return [.. new DirectoryInfo(directory).EnumerateFileSystemInfos("*", options)];
        }
        catch (DirectoryNotFoundException)
        {
            return []; // gone since its parent was read: something is being built there
        }
    }

    /// <summary>The beginning of a file; null for what is no file of the project's, is not text or cannot be read.</summary>
    private string? Read(string path)
    {
        try
        {
            // A link may lead anywhere, and a pipe, which has no length, never ends.
            if (new FileInfo(path) is not { Exists: true, Length: > 0 } file || file.Attributes.HasFlag(FileAttributes.ReparsePoint)) return null;
            using var stream = file.OpenRead();
            var bytes = new byte[Math.Min(limits.MaxFileBytes, file.Length)];
            var text = Encoding.UTF8.GetString(bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)));
            return text.Contains('\0', StringComparison.Ordinal) ? null : text.ReplaceLineEndings("\n");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // one file less to judge by
        }
    }

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
