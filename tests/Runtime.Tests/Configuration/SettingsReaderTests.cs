using Orchestrator.Runtime.Configuration;
using Xunit;

namespace Orchestrator.Runtime.Tests.Configuration;

public class SettingsReaderTests
{
    private const string Reference = "app { wait = 5s, size = 1MiB, count = 3, ratio = 0.2, log = info, on = true, list = [a, b], hang = off, roles { dev = 5m } }";

    private static LayeredConfig Layers(string user = "", string option = "") => new(
        ConfigLayer.FromText(Reference, "reference.conf"), ConfigLayer.FromText(user, "user.conf"), ConfigLayer.FromText(option, "--set x"));

    private static (SettingsReader Reader, string Values) ReadAll(LayeredConfig config)
    {
        var reader = new SettingsReader(config);
        var app = reader.Section("app");
        var values = string.Join(' ',
            app.Duration("wait", TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)), app.Size("size", 1, 1 << 30), app.Count("count", 0, 10),
            app.Number("ratio", 0, 1), app.Choice("log", "debug", "info"), app.Switch("on"), string.Join('+', app.Texts("list")),
            app.DurationOrOff("hang", TimeSpan.FromSeconds(1), TimeSpan.MaxValue)?.ToString() ?? "off",
            string.Join('+', app.Keys("roles").Select(role => role + "=" + app.Section("roles").Duration(role, TimeSpan.Zero, TimeSpan.MaxValue))));
        return (reader, values);
    }

    private static IReadOnlyList<string> Errors(string user, string option = "") =>
        Assert.Throws<SettingsException>(() => ReadAll(Layers(user, option)).Reader.Complete()).Errors;

    [Fact]
    public void Every_kind_of_value_is_read_with_its_unit()
    {
        var (reader, values) = ReadAll(Layers());
        reader.Complete();
        Assert.Equal("00:00:05 1048576 3 0.2 info True a+b off dev=00:05:00", values);
    }

    [Fact]
    public void A_later_place_goes_before_an_earlier_one_key_by_key()
    {
        var (reader, values) = ReadAll(Layers("app { wait = 6s, count = 4, roles { qa = 1h } }", "app.count = 5"));
        reader.Complete();
        Assert.Equal("00:00:06 1048576 5 0.2 info True a+b off dev=00:05:00+qa=01:00:00", values);
    }

    [Theory]
    [InlineData("app.wait = 5", "app.wait (in user.conf) is \"5\", which is not a duration with a unit. Write 30s, 15m, 2h or 1h30m.")]
    [InlineData("app.wait = 5x", "app.wait (in user.conf) is \"5x\", which is not a duration")]
    [InlineData("app.wait = 2h", "app.wait (in user.conf) is \"2h\", which is out of range. Write 1s to 1m.")]
    [InlineData("app.wait = [1s]", "app.wait (in user.conf) is no single value. Write 30s")]
    [InlineData("app.wait = null", "app.wait (in user.conf) is no single value.")]
    [InlineData("app.size = 1024", "app.size (in user.conf) is \"1024\", which is not a size with a unit. Write 512B, 64KiB or 1MiB.")]
    [InlineData("app.size = 0B", "app.size (in user.conf) is \"0B\", which is out of range. Write 1B to 1GiB.")]
    [InlineData("app.count = 11", "app.count (in user.conf) is \"11\", which is out of range. Write 0 to 10.")]
    [InlineData("app.count = 2.5", "app.count (in user.conf) is \"2.5\", which is not a whole number. Write a number from 0 to 10.")]
    [InlineData("app.ratio = NaN", "app.ratio (in user.conf) is \"NaN\", which is not a number. Write a number from 0 to 1.")]
    [InlineData("app.log = inof", "app.log (in user.conf) is \"inof\", which is not one of its values. Did you mean \"info\"?")]
    [InlineData("app.on = maybe", "app.on (in user.conf) is \"maybe\", which is not a switch. Write on or off.")]
    [InlineData("app.list = a", "app.list (in user.conf) is no list of texts.")]
    [InlineData("app.hang = never", "app.hang (in user.conf) is \"never\", which is not a duration")]
    [InlineData("app.roles = 5", "app.roles (in user.conf) is no group of settings.")]
    [InlineData("app.cuont = 1", "app.cuont (in user.conf) is no setting. Did you mean app.count?")]
    [InlineData("app.deep.wait = 1s", "app.deep.wait (in user.conf) is no setting. Did you mean app.wait?")]
    [InlineData("ap.wait = 1s", "ap.wait (in user.conf) is no setting. Did you mean app.wait?")]
    [InlineData("zzzzz = 1", "zzzzz (in user.conf) is no setting. reference.conf lists them all.")]
    public void A_mistake_names_key_value_place_and_way_out(string user, string expected) =>
        Assert.StartsWith(expected, Assert.Single(Errors(user)), StringComparison.Ordinal);

    [Fact]
    public void A_value_where_a_group_belongs_is_told_once() =>
        Assert.Equal(["app (in user.conf) is a group of settings, not a value. Write app { key = value }."], Errors("app = 5"));

    [Fact]
    public void A_mistake_is_blamed_on_the_place_that_won() =>
        Assert.StartsWith("app.wait (in --set x) is \"7\"", Assert.Single(Errors("app.wait = 6s", "app.wait = 7")), StringComparison.Ordinal);

    [Fact]
    public void All_mistakes_are_told_at_once() => Assert.Equal(3, Errors("app { wait = 1, count = x, lgo = info }").Count);

    [Fact]
    public void A_setting_without_a_default_is_an_error() =>
        Assert.Equal("app.new is not set in reference.conf, user.conf, --set x. Set it.", Assert.Single(Assert.Throws<SettingsException>(() =>
        {
            var (reader, _) = ReadAll(Layers());
            reader.Section("app").Switch("new");
            reader.Complete();
        }).Errors));

    [Fact]
    public void A_key_that_nobody_reads_is_an_error_in_the_defaults_too()
    {
        var reader = new SettingsReader(Layers());
        Assert.Equal(9, Assert.Throws<SettingsException>(reader.Complete).Errors.Count);
        var other = new SettingsReader(Layers());
        other.Leave("app");
        other.Complete();
    }
}
