using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Runtime.Tests.Configuration;

public sealed class ConfigSourcesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("config-sources");

    public void Dispose() => _directory.Delete(recursive: true);

    private string Write(string name, string hocon)
    {
        var path = Path.Combine(_directory.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, hocon);
        return path;
    }

    private static string Read(ConfigSources sources)
    {
        var reader = new SettingsReader(sources.Load(), "app");
        var text = string.Join(' ', "abcde".Select(key => reader.Text(key.ToString())));
        reader.Complete();
        return text;
    }

    private ConfigSources Sources(string? file = null, params string[] set) => new(
        Write("reference.conf", "app { a = 1, b = 1, c = 1, d = 1, e = 1 }"),
        [Write("user.conf", "app { b = 2, c = 2, d = 2, e = 2 }"), Path.Combine(_directory.FullName, "none.conf"), Write("home.conf", "app { c = 3, d = 3, e = 3 }")],
        file, set);

    private static string Error(ConfigSources sources) => Assert.Throws<SettingsException>(sources.Load).Message;

    [Fact]
    public void Each_place_goes_before_the_one_before_it() =>
        Assert.Equal("1 2 3 4 6", Read(Sources(Write("file.conf", "app { d = 4, e = 4 }"), "app.e=5", "app.e = 6")));

    [Theory]
    [InlineData("app.a=x y", "x y 2 3 3 3")]
    [InlineData("app.a=\"}$\\{b}#//", "\"}$\\{b}#// 2 3 3 3")]
    [InlineData("app.a=p=q", "p=q 2 3 3 3")]
    public void The_value_of_an_option_is_text_as_it_stands(string option, string expected) => Assert.Equal(expected, Read(Sources(null, option)));

    [Fact]
    public void A_list_may_be_given_as_an_option()
    {
        var reader = new SettingsReader(Sources(null, "app.a=[x, y z]").Load(), "app");
        Assert.Equal(["x", "y z"], reader.Texts("a"));
    }

    [Theory]
    [InlineData("app.a")]
    [InlineData("=1")]
    [InlineData("a b=1")]
    [InlineData("app..a=1")]
    public void An_option_without_key_and_value_is_refused(string option) =>
        Assert.Equal($"--set {option} is no key=value. Write --set orchestrator.tmux.rows=60.", Error(Sources(null, option)));

    [Fact]
    public void A_file_that_is_named_must_exist_and_one_of_the_usual_places_need_not()
    {
        Assert.Equal("1 2 3 3 3", Read(Sources()));
        var missing = Path.Combine(_directory.FullName, "no", "file.conf");
        Assert.Equal($"The file {missing} of --config does not exist. Name one that does.", Error(Sources(missing)));
        Assert.Contains("Build or install Orchestrator again", Error(Sources() with { Reference = missing }), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_never_taken_for_missing()
    {
        var directory = _directory.CreateSubdirectory("orchestrator.conf").FullName;
        Assert.StartsWith($"The settings in {directory} cannot be read:", Error(Sources(directory)), StringComparison.Ordinal);
        var broken = Write("broken.conf", "app { a = [1, ");
        Assert.StartsWith($"The settings in {broken} are no HOCON:", Error(Sources(broken)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_usual_places_follow_the_environment()
    {
        var sources = ConfigSources.Usual("/home/me/orc", "/xdg");
        Assert.Equal(["/xdg/orchestrator/orchestrator.conf", "/home/me/orc/orchestrator.conf"], sources.Optional);
        Assert.EndsWith("/.config/orchestrator/orchestrator.conf", ConfigSources.Usual("/h", "").Optional[0], StringComparison.Ordinal);
    }
}
