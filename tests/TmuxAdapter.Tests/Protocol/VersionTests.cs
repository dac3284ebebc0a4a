using Orchestrator.TmuxAdapter.Protocol;
using Xunit;

namespace Orchestrator.TmuxAdapter.Tests.Protocol;

public sealed class VersionTests
{
    [Theory]
    [InlineData("tmux 3.3a", "3.3.1")]
    [InlineData("tmux 3.2", "3.2.0")]
    [InlineData("3.5-rc2", "3.5.0")]
    [InlineData("tmux next-3.6", "3.6.0")]
    [InlineData("tmux openbsd-7.6", "7.6.0")]
    [InlineData("tmux 1.8", "1.8.0")]
    public void Every_way_of_writing_a_version_is_read(string text, string expected) =>
        Assert.Equal(Version.Parse(expected), TmuxVersion.Parse(text));

    [Fact]
    public void The_development_version_is_newer_than_all() => Assert.True(TmuxVersion.Parse("tmux master") > new Version(99, 9));

    [Theory]
    [InlineData("")]
    [InlineData("tmux")]
    [InlineData("screen 4.9")]
    [InlineData("3")]
    [InlineData("3.99999999999999")]
    public void What_is_no_version_is_null(string text) => Assert.Null(TmuxVersion.Parse(text));
}
