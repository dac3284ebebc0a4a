using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Runtime.Tests.Configuration;

/// <summary>A mistake in a file is told with its line, however the file is laid out.</summary>
public sealed class SettingsLinesTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("a = 1\nb = 2", "a 1, b 2")]
    [InlineData("a {\n  b {\n    c = 1\n  }\n}\nd = 1", "a.b.c 3, d 6")]
    [InlineData("a.b.c = 1\na.b {\n d = 2 }", "a.b.c 1, a.b.d 3")]
    [InlineData("# x = 1\n// x = 2\nx : 3", "x 3")]
    [InlineData("x = 1\nx = 2", "x 2")]
    [InlineData("a = \"}\" , b = \"{\\\"\"\nc = 1", "a 1, b 1, c 2")]
    [InlineData("a = \"\"\"\n{ x\n\"\"\"\nc = 1", "a 1, c 4")]
    [InlineData("a = [ { b = 1 },\n # ]\n \"]\" ]\nc = 1", "a 1, c 4")]
    [InlineData("a\n{\n c = 1 }", "a.c 3")]
    [InlineData("\"a.b\" {\n c = 1 }", "\"a.b\".c 2")]
    [InlineData("b { x = 1 }\na = ${b} {\n c = 1 }\nd = 1", "a.c 3, a.x 2, b.x 1, d 4")]
    public void Every_key_is_told_with_its_line(string hocon, string expected)
    {
        File.WriteAllText(_file, hocon);
        var reader = new SettingsReader(new LayeredConfig(ConfigLayer.FromFile(_file)));
        var errors = Assert.Throws<SettingsException>(reader.Complete).Errors;
        var found = errors.Select(e => e[..e.IndexOf(')', StringComparison.Ordinal)].Replace($"(in {_file}, line ", "", StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(", ", found.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void A_setting_that_was_given_as_an_option_has_no_line()
    {
        var reader = new SettingsReader(new LayeredConfig(ConfigLayer.FromText("\nwait = 5", "--set wait")));
        Assert.StartsWith("wait (in --set wait) is no setting.", Assert.Throws<SettingsException>(reader.Complete).Message, StringComparison.Ordinal);
    }
}
