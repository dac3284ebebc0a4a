using Akka.Configuration;
using Xunit;

namespace Akka.Embedded.Tests.Configuration;

public class ConfigTests
{
    private static Config Config(string hocon) => ConfigurationFactory.ParseString(hocon);

    [Theory]
    [InlineData("100", 100)]
    [InlineData("100ms", 100)]
    [InlineData("1.5 s", 1500)]
    [InlineData("2 minutes", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("1 day", 86_400_000)]
    [InlineData("infinite", -1)]
    [InlineData("5000 micros", 5)]
    public void A_duration_reads_as(string text, double milliseconds) =>
        Assert.Equal(milliseconds, Config($"a = {text}").GetTimeSpan("a").TotalMilliseconds);

    [Theory]
    [InlineData("512", 512)]
    [InlineData("1b", 1)]
    [InlineData("1kB", 1000)]
    [InlineData("1KiB", 1024)]
    [InlineData("1k", 1024)]
    [InlineData("1.5 MiB", 1_572_864)]
    [InlineData("2GB", 2_000_000_000)]
    public void A_size_reads_as(string text, long bytes) => Assert.Equal(bytes, Config($"a = {text}").GetByteSize("a"));

    [Theory]
    [InlineData("on", true)]
    [InlineData("yes", true)]
    [InlineData("true", true)]
    [InlineData("off", false)]
    [InlineData("no", false)]
    public void A_switch_reads_as(string text, bool expected) => Assert.Equal(expected, Config($"a = {text}").GetBoolean("a", !expected));

    [Fact]
    public void What_is_not_there_is_the_default()
    {
        var empty = Config("");
        Assert.True(empty.IsEmpty);
        Assert.Equal("x", empty.GetString("a.b", "x"));
        Assert.Null(empty.GetString("a"));
        Assert.Equal(7, empty.GetInt("a", 7));
        Assert.Equal(TimeSpan.FromSeconds(1), empty.GetTimeSpan("a", TimeSpan.FromSeconds(1)));
        Assert.Null(empty.GetByteSize("a"));
        Assert.Empty(empty.GetStringList("a"));
        Assert.Null(empty.GetConfig("a"));
        Assert.False(empty.HasPath("a"));
    }

    [Theory]
    [InlineData("a.b = x1", "a whole number")]
    [InlineData("a.b = [1]", "a string")]
    [InlineData("a.b { c = 1 }", "a string")]
    public void A_value_of_another_kind_is_an_error_that_names_the_path(string hocon, string expected)
    {
        var error = Assert.Throws<ConfigurationException>(() => Config(hocon).GetInt("a.b"));
        Assert.Contains("a.b: Expected " + expected, error.Message, StringComparison.Ordinal);
        Assert.Throws<ConfigurationException>(() => Config(hocon).GetTimeSpan("a.b"));
        Assert.Throws<ConfigurationException>(() => Config(hocon).GetBoolean("a.b"));
    }

    [Fact]
    public void Infinite_is_refused_where_it_is_not_allowed() =>
        Assert.Throws<ConfigurationException>(() => Config("a = infinite").GetTimeSpan("a", allowInfinite: false));

    [Fact]
    public void A_fallback_fills_what_is_missing_key_by_key_and_changes_neither()
    {
        var first = Config("a { b = 1, o { x = 1 } }");
        var second = Config("a { b = 2, c = 2, o { y = 2 } }, z = 2");
        var third = Config("a.d = 3, z = 3");
        var all = first.WithFallback(second).WithFallback(third);

        Assert.Equal((1, 2, 3, 2), (all.GetInt("a.b"), all.GetInt("a.c"), all.GetInt("a.d"), all.GetInt("z")));
        Assert.Equal((1, 2), (all.GetInt("a.o.x"), all.GetConfig("a")!.GetInt("o.y")));
        Assert.False(first.HasPath("a.c"));
        Assert.False(second.HasPath("a.o.x"));
        Assert.Equal(["a", "z"], all.AsEnumerable().Select(pair => pair.Key).Order());
        Assert.DoesNotContain("z", all.ToString(), StringComparison.Ordinal);
        Assert.Contains("z : 2", all.ToString(includeFallback: true), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_hides_an_object_of_the_fallback()
    {
        var config = Config("a = text").WithFallback(Config("a { b = 1 }"));
        Assert.Equal("text", config.GetString("a"));
        Assert.False(config.HasPath("a.b"));
    }

    [Fact]
    public void A_configuration_is_not_its_own_fallback()
    {
        var config = Config("a = 1");
        Assert.Throws<ArgumentException>(() => config.WithFallback(config));
        Assert.Same(config, config.SafeWithFallback(config));
        Assert.Same(config, config.WithFallback(null));
    }

    [Fact]
    public void Text_converts_and_adds_to_a_configuration()
    {
        Config config = "a = 1";
        Assert.Equal(2, (config + "b = 2").GetInt("b"));
        Assert.Equal(3, ("a = 3" + config).GetInt("a"));
    }

    [Fact]
    public void The_engine_has_defaults() => Assert.Equal(1, ConfigurationFactory.Default()
        .GetInt("akka.actor.serialization-identifiers.\"Akka.Serialization.NewtonSoftJsonSerializer, Akka\""));

    [Fact]
    public void A_missing_resource_is_an_error_that_names_those_there_are() => Assert.Contains("Akka.Configuration.reference.conf",
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.FromResource<Config>("nothing.conf")).Message, StringComparison.Ordinal);
}
