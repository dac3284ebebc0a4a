using Orchestrator.Agents.Projects;
using Orchestrator.Agents.Tests.Worktrees;
using Orchestrator.Agents.Worktrees;
using Xunit;

namespace Orchestrator.Agents.Tests.Projects;

public sealed class ProjectReaderTests
{
    [Fact]
    public async Task In_a_repository_what_git_ignores_is_left_out_and_what_is_new_is_not()
    {
        using var repository = new GitRepository();
        repository.Write(".gitignore", "generated\n");
        repository.Write("new.py", "print()\n");
        Directory.CreateDirectory(Path.Combine(repository.Root, "generated"));
        repository.Write("generated/a.py", "print()\n");

        var facts = await Read(repository);

        Assert.Equal((3, "main"), (facts.Files, facts.DefaultBranch));
        Assert.Equal(new LanguageShare("Python", 1, true), Assert.Single(facts.Languages));
    }

    [Fact]
    public async Task Without_a_repository_or_without_git_the_directory_is_walked()
    {
        using var repository = new GitRepository(init: false);
        Directory.CreateDirectory(Path.Combine(repository.Root, "node_modules", "x"));
        repository.Write("node_modules/x/index.js", "x");
        repository.Write("package.json", """{ "scripts": { "test": "node --test" } }""");

        Assert.Equal(("npm test", 1), (await Read(repository)) is var facts ? (facts.TestCommand, facts.Files) : default);
        var without = new ProjectReader(new GitRunner(new GitOptions("/nowhere/git", TimeSpan.FromSeconds(5)), TimeProvider.System), ReadingLimits.Usual);
        Assert.Equal("npm test", (await without.ReadAsync(repository.Root)).TestCommand);
    }

    [Fact]
    public async Task More_files_than_the_limit_are_not_looked_at_and_it_is_said()
    {
        using var repository = new GitRepository();
        Directory.CreateDirectory(Path.Combine(repository.Root, "deep"));
        for (var i = 0; i < 9; i++) repository.Write($"deep/{i}.txt", "x");
        repository.Write("go.mod", "module tea\n");
        repository.Git("add", "-A");
        var reader = new ProjectReader(repository.Runner, ReadingLimits.Usual with { MaxFiles = 5 });

        foreach (var look in new[] { null, (await new RepositoryInspector(repository.Runner).LookAsync(repository.Root)).Facts })
        {
            var facts = await reader.ReadAsync(repository.Root, look);
            Assert.Equal((5, true, "go test ./..."), (facts.Files, facts.IsCut, facts.TestCommand)); // what is nearest is looked at first
        }
    }

    [Fact]
    public async Task A_link_a_pipe_a_deleted_file_and_bytes_that_are_no_text_are_not_read()
    {
        using var repository = new GitRepository();
        var outside = Path.Combine(repository.Home, "outside");
        await File.WriteAllTextAsync(outside, "test:\n\trm\n");
        File.CreateSymbolicLink(Path.Combine(repository.Root, "Makefile"), outside);
        repository.Write("pyproject.toml", "pytest\0");
        repository.Write("requirements.txt", "pytest\n");
        repository.Git("add", "-A");
        File.Delete(Path.Combine(repository.Root, "requirements.txt"));
        GitRepository.GitIn(repository.Root, "-c", "alias.pipe=!mkfifo justfile", "pipe");

        Assert.Null((await Read(repository)).TestCommand);
    }

    private static async Task<ProjectFacts> Read(GitRepository repository)
    {
        var look = await new RepositoryInspector(repository.Runner).LookAsync(repository.Root);
        return await new ProjectReader(repository.Runner, ReadingLimits.Usual).ReadAsync(repository.Root, look.Facts).WaitAsync(TimeSpan.FromSeconds(20));
    }
}
