using Akka.Configuration;
using Xunit;

namespace Orchestrator.Conformance.Tests.Configuration;

/// <summary>HOCON as settings use it.</summary>
public class HoconTests
{
    [Theory]
    [InlineData("a = 1", "1")]
    [InlineData("a : one two # comment", "one two")]
    [InlineData("a = \"quoted \\\" text\"", "quoted \" text")]
    [InlineData("a = \"\"\"three \"quotes\" \\n\"\"\"", "three \"quotes\" \\n")]
    [InlineData("a = 1\na = 2", "2")]
    [InlineData("b = x\na = ${b}", "x")]
    [InlineData("{ a : y }", "y")]
    public void A_value_reads_as(string hocon, string expected) => Assert.Equal(expected, ConfigurationFactory.ParseString(hocon).GetString("a"));

    [Fact]
    public void Objects_of_one_key_merge()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1, c = 1 }\na { c = 2 }\na.d = 3");
        Assert.Equal((1, 2, 3), (config.GetInt("a.b"), config.GetInt("a.c"), config.GetInt("a.d")));
    }

    [Fact]
    public void Lists_durations_sizes_and_switches_read_as_such()
    {
        var config = ConfigurationFactory.ParseString("l = [1, 2, 3]\nt = 90s\nm = 250\ns = 2KiB\non = on\noff = off\nd = 1.5\nnever = infinite");
        Assert.Equal([1, 2, 3], config.GetIntList("l"));
        Assert.Equal(TimeSpan.FromSeconds(90), config.GetTimeSpan("t"));
        Assert.Equal(TimeSpan.FromMilliseconds(250), config.GetTimeSpan("m"));
        Assert.Equal(2048, config.GetByteSize("s"));
        Assert.True(config.GetBoolean("on"));
        Assert.False(config.GetBoolean("off", true));
        Assert.Equal(1.5, config.GetDouble("d"));
        Assert.Equal(Timeout.InfiniteTimeSpan, config.GetTimeSpan("never"));
    }

    [Fact]
    public void What_is_not_there_is_the_default()
    {
        var config = ConfigurationFactory.ParseString("a = 1");
        Assert.Equal(7, config.GetInt("b", 7));
        Assert.Null(config.GetString("b"));
        Assert.Null(config.GetConfig("b"));
        Assert.False(config.HasPath("a.b"));
        Assert.Equal(TimeSpan.FromSeconds(3), config.GetTimeSpan("b", TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void A_fallback_fills_what_is_missing()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1 }").WithFallback(ConfigurationFactory.ParseString("a { b = 2, c = 2 }")).WithFallback(ConfigurationFactory.ParseString("a.d = 3"));
        Assert.Equal((1, 2, 3), (config.GetInt("a.b"), config.GetInt("a.c"), config.GetInt("a.d")));
        Assert.Equal(2, config.GetConfig("a")!.GetInt("c"));
    }

    [Fact]
    public void A_quoted_key_may_hold_dots() => Assert.Equal(1, ConfigurationFactory.ParseString("a { \"b.c\" = 1 }").GetInt("a.\"b.c\""));

    [Fact]
    public void Printed_settings_read_back_the_same()
    {
        var config = ConfigurationFactory.ParseString("a { b = 1, c = [x, y], d = \"with space\" }");
        var again = ConfigurationFactory.ParseString(config.ToString());
        Assert.Equal((1, "with space"), (again.GetInt("a.b"), again.GetString("a.d")));
        Assert.Equal(["x", "y"], again.GetStringList("a.c"));
    }
}
