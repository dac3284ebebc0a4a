using Xunit;

namespace Orchestrator.Tests.Launcher;

public sealed class LauncherTests : IDisposable
{
    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task A_fresh_checkout_is_built_once_and_then_only_run()
    {
        var first = await _checkout.OrcAsync();
        var second = await _checkout.OrcAsync();

        Assert.Equal("root=/opt/elsewhere args=a b c", first.Output);
        Assert.Equal(7, first.ExitCode);
        Assert.Contains("building", first.Error, StringComparison.Ordinal);
        Assert.Equal(first.Output, second.Output);
        Assert.Empty(second.Error);
        Assert.Single(_checkout.Builds);
    }

    [Theory]
    [InlineData("src/Thing.cs")]
    [InlineData("src/Added.cs")]
    [InlineData("config/reference.conf")]
    public async Task A_changed_or_added_file_is_built_again(string path)
    {
        await _checkout.OrcAsync();
        _checkout.WriteNew(path);
        await _checkout.OrcAsync();
        await _checkout.OrcAsync();

        Assert.Equal(2, _checkout.Builds.Length);
    }

    [Fact]
    public async Task A_deleted_file_is_built_again()
    {
        await _checkout.OrcAsync();
        File.Delete(Path.Combine(_checkout.Root, "src/Thing.cs"));
        await _checkout.OrcAsync();

        Assert.Equal(2, _checkout.Builds.Length);
    }

    [Fact]
    public async Task What_the_compiler_leaves_beside_the_sources_is_no_change()
    {
        Directory.CreateDirectory(Path.Combine(_checkout.Root, "src/obj"));
        await _checkout.OrcAsync();
        _checkout.WriteNew("src/obj/project.assets.json");
        await _checkout.OrcAsync();

        Assert.Single(_checkout.Builds);
    }

    [Fact]
    public async Task Several_at_once_build_once()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _checkout.OrcAsync()));

        Assert.All(all, one => Assert.Equal("root=/opt/elsewhere args=a b c", one.Output));
        Assert.Single(_checkout.Builds);
    }

    [Fact]
    public async Task It_runs_through_relative_and_chained_symlinks()
    {
        var links = Directory.CreateDirectory(Path.Combine(_checkout.Root, "links")).FullName;
        File.CreateSymbolicLink(Path.Combine(links, "one"), "../orc");
        File.CreateSymbolicLink(Path.Combine(links, "two"), Path.Combine(links, "one"));

        var ended = await _checkout.RunAsync(Path.Combine(links, "two"), []);

        Assert.Equal("root=/opt/elsewhere args=", ended.Output);
    }

    [Fact]
    public async Task It_runs_without_a_home_directory()
    {
        var ended = await _checkout.OrcAsync(("HOME", null));

        Assert.Equal(7, ended.ExitCode);
    }

    [Fact]
    public async Task A_failed_build_shows_the_compilers_errors_and_leaves_the_last_build()
    {
        await _checkout.OrcAsync();
        _checkout.WriteNew("src/Thing.cs");
        var failed = await _checkout.OrcAsync(("FAIL", "everything"));
        var old = await _checkout.OrcAsync(("FAIL", "everything"), ("ORC_NO_BUILD", "1"));

        Assert.Equal(1, failed.ExitCode);
        Assert.Empty(failed.Output);
        Assert.Contains("error CS1002", failed.Error, StringComparison.Ordinal);
        Assert.Equal(7, old.ExitCode);
    }

    [Fact]
    public async Task Without_the_ahead_of_time_compiler_it_builds_plainly_and_says_so_once()
    {
        var first = await _checkout.OrcAsync(("FAIL", "ahead-of-time"));
        _checkout.WriteNew("src/Thing.cs");
        var second = await _checkout.OrcAsync(("FAIL", "ahead-of-time"));

        Assert.Equal(7, first.ExitCode);
        Assert.Contains("ahead-of-time compiler could not be fetched", first.Error, StringComparison.Ordinal);
        Assert.Equal(7, second.ExitCode);
        Assert.DoesNotContain("ahead-of-time", second.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.1c", false)]
    [InlineData("2.9", false)]
    [InlineData("3.2", true)]
    [InlineData("3.10", true)]
    [InlineData("next-3.6", true)]
    [InlineData("10.0", true)]
    public async Task A_tmux_that_is_too_old_is_named_with_the_way_to_get_another(string version, bool newEnough)
    {
        _checkout.AddTool("tmux", $"#!/bin/sh\necho 'tmux {version}'");

        var ended = await _checkout.OrcAsync();

        Assert.Equal(newEnough ? 7 : 1, ended.ExitCode);
        if (!newEnough)
            Assert.Contains($"tmux 3.2 or newer is missing (found {version})", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_SDK_is_named_with_the_way_to_get_it()
    {
        _checkout.AddTool("dotnet", "#!/bin/sh\necho '9.0.100 [/usr/share/dotnet/sdk]'");
        // Every place where an SDK is looked for besides the PATH gives the same answer here only if none is installed there.
        File.WriteAllText(Path.Combine(_checkout.Root, "src/build.sh"),
            (await File.ReadAllTextAsync(Path.Combine(_checkout.Root, "src/build.sh"))).Replace("/usr/share/dotnet/dotnet", "/nonexistent", StringComparison.Ordinal));

        var ended = await _checkout.OrcAsync(("HOME", "/nonexistent"));

        Assert.Equal(1, ended.ExitCode);
        Assert.Contains("the .NET 10 SDK is missing", ended.Error, StringComparison.Ordinal);
        Assert.Contains("https://dotnet.microsoft.com/", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_build_in_use_and_the_last_one_are_kept_and_others_removed()
    {
        for (var build = 0; build < 4; build++)
        {
            _checkout.WriteNew("src/Thing.cs");
            await _checkout.OrcAsync();
        }

        Assert.Equal(2, Directory.GetDirectories(Path.Combine(_checkout.Root, ".build"), "program-*").Length);
    }

    [Fact]
    public async Task The_launcher_for_agents_runs_the_newest_build_without_building()
    {
        await _checkout.OrcAsync();
        _checkout.WriteNew("src/Thing.cs");

        var ended = await _checkout.RunAsync(Path.Combine(_checkout.Root, ".build/bin/orc"), ["x"]);

        Assert.Equal("root=/opt/elsewhere args=x", ended.Output);
        Assert.Single(_checkout.Builds);
    }
}
