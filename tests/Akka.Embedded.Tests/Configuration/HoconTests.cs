using Akka.Configuration;
using Akka.Configuration.Hocon;
using Xunit;

namespace Akka.Embedded.Tests.Configuration;

public class HoconTests
{
    [Theory]
    [InlineData("a = 1", "1")]
    [InlineData("{ \"a\" : \"1\" }", "1")]
    [InlineData("a : one two   three  # and a comment", "one two   three")]
    [InlineData("a = http", "http")]
    [InlineData("a = x // comment", "x")]
    [InlineData("a = \"tab\\t quote\\\" \\u00e9\"", "tab\t quote\" é")]
    [InlineData("a = \"\"\"as it \"is\" \\n\"\"\"\"", "as it \"is\" \\n\"")]
    [InlineData("a = \"\"\"two\nlines\"\"\"", "two\nlines")]
    [InlineData("a = null", null)]
    [InlineData("a = \"null\"", "null")]
    [InlineData("a = 1\na = 2", "2")]
    [InlineData("b = x\na = ${b}/y", "x/y")]
    [InlineData("a = ${b}\nb = later", "later")]
    [InlineData("a = x\na = ${a}y", "xy")]
    [InlineData("a = ${?nowhere.at.all}text", "text")]
    [InlineData("b { a = 1 }, b { c = 2 }\na = ${b.c}", "2")]
    [InlineData("x { a = 1 } a = 5", "5")]
    [InlineData("include = 1, a = ${include}", "1")]
    [InlineData("bar { foo = 42, baz = ${bar.foo} }\nbar { foo = 43 }\na = ${bar.baz}", "43")]
    [InlineData("d { o { v = 1 } }\ne = ${d.o} { v = 2, w = 3 }\na = ${e.w}", "3")]
    [InlineData("\uFEFFa\n=\n1", "1")]
    public void A_text_reads_as(string hocon, string? expected) => Assert.Equal(expected, ConfigurationFactory.ParseString(hocon).GetString("a"));

    [Theory]
    [InlineData("a = [1, 2\n3,]", "1 2 3")]
    [InlineData("a = [1] [2, 3]", "1 2 3")]
    [InlineData("a = [1]\na += 2\na += 3", "1 2 3")]
    [InlineData("a += 1", "1")]
    [InlineData("o { a = [1] }\no { a += 2 }\na = ${o.a}", "1 2")]
    [InlineData("b = [2]\na = [1] ${b} [3]", "1 2 3")]
    [InlineData("a = [1]\na = ${a} [2]", "1 2")]
    [InlineData("a = [ ${?none}, 1 ]", "1")]
    [InlineData("a = []", "")]
    public void A_list_reads_as(string hocon, string expected) =>
        Assert.Equal(expected, string.Join(" ", ConfigurationFactory.ParseString(hocon).GetStringList("a")));

    [Fact]
    public void Objects_of_the_same_key_merge_and_a_text_between_them_starts_anew()
    {
        Assert.Equal(1, ConfigurationFactory.ParseString("a { b = 1 }\na { c = 2 }").GetInt("a.b"));
        Assert.False(ConfigurationFactory.ParseString("a { b = 1 }\na = x\na { c = 2 }").HasPath("a.b"));
        Assert.Equal(2, ConfigurationFactory.ParseString("a { b = 1 } { b = 2 }").GetInt("a.b"));
        Assert.Equal(3, ConfigurationFactory.ParseString("d { p { x = 3 } }\na = ${d}\na.q.y = 1").GetInt("a.p.x"));
    }

    [Fact]
    public void A_quoted_key_may_hold_dots()
    {
        var config = ConfigurationFactory.ParseString("a.\"b.c\".d = 1");
        Assert.Equal(1, config.GetInt("a.\"b.c\".d"));
        Assert.False(config.HasPath("a.b.c.d"));
    }

    [Fact]
    public void A_substitution_falls_back_to_the_environment()
    {
        var path = Environment.GetEnvironmentVariable("PATH");
        Assert.Equal(path, ConfigurationFactory.ParseString("a = ${PATH}").GetString("a"));
        Assert.Equal(path + ":x", ConfigurationFactory.ParseString("PATH = ${PATH}\":x\"").GetString("PATH"));
        Assert.Equal("own", ConfigurationFactory.ParseString("PATH = own, a = ${PATH}").GetString("a"));
    }

    [Theory]
    [InlineData("include \"x\"")]
    [InlineData("include required(file(\"x\"))")]
    public void An_include_merges_where_it_stands(string include)
    {
        var config = ConfigurationFactory.ParseString($"a {{ b = 1\n{include}\nc = 3 }}", name => Parser.Parse($"b = {name}{name}, c = 2", null));
        Assert.Equal("xx", config.GetString("a.b"));
        Assert.Equal(3, config.GetInt("a.c"));
    }

    [Fact]
    public void A_missing_include_is_an_error_only_when_it_is_required()
    {
        Assert.Equal(1, ConfigurationFactory.ParseString("include \"x\"\na = 1", _ => null).GetInt("a"));
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString("include required(\"x\")", _ => null));
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString("include \"x\""));
    }

    [Theory]
    [InlineData("a = {", "line 1, column 6", "a key or '}'")]
    [InlineData("a = 1\nb = [1, 2", "line 2, column 10", "',' or ']'")]
    [InlineData("a = \"open\n", "line 1, column 10", "'\"' for the string that begins at line 1, column 5")]
    [InlineData("a = \"\"\"open", "line 1, column 12", "three quotes")]
    [InlineData("a = 1\n\nlonely", "line 3, column 7", "'=', ':', '+=' or '{'")]
    [InlineData("a =", "line 1, column 4", "a value")]
    [InlineData("a = @x", "line 1, column 5", "a value")]
    [InlineData("a = ${b", "line 1, column 8", "'}'")]
    [InlineData("a = ${}", "line 1, column 7", "a path")]
    [InlineData("a = \"\\q\"", "line 1, column 7", "after a backslash")]
    [InlineData("a = 1 }", "line 1, column 7", "a key")]
    [InlineData("{ a = 1 } b = 2", "line 1, column 11", "the end of the text")]
    [InlineData("[1, ]]", "line 1, column 6", "the end of the text")]
    [InlineData("x = 1\na = ${nowhere.at.all}", "line 2, column 5", "has no value")]
    [InlineData("a = ${b}\nb = ${a}", "line 2, column 5", "has no value")]
    [InlineData("a { b = ${a} }", "line 1, column 9", "refers to itself")]
    [InlineData("include x", "line 1, column 10", "'='")]
    public void An_error_names_line_column_and_what_was_expected(string hocon, string position, string expected)
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(hocon));
        Assert.Contains(position, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_not_be_joined_is_an_error()
    {
        var error = Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString("b = {x = 1}\na = text ${b}"));
        Assert.Contains("text and an object", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_grows_without_end_is_refused()
    {
        var doubling = "a0 = " + new string('x', 100) + "\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"a{i} = ${{a{i - 1}}}${{a{i - 1}}}\n"));
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(doubling));
        var chain = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"a{i} = ${{a{i + 1}}}\n"));
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(chain));
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(new string('[', 100_000)));
        Assert.Throws<ConfigurationException>(() => ConfigurationFactory.ParseString(string.Join('.', Enumerable.Repeat("a", 100_000)) + " = 1"));
        Assert.Equal(5000, ConfigurationFactory.ParseString(string.Concat(Enumerable.Range(0, 5000).Select(i => $"a += {i}\n"))).GetIntList("a").Count);
    }

    [Fact]
    public void What_is_printed_reads_back_the_same()
    {
        const string Hocon = "a { \"b.c\" = \"with \\\" and \\n\", list = [1, [2, {x = y}]], e = {}, n = null, s = \"null\", empty = \"\", d = 10s }";
        var printed = ConfigurationFactory.ParseString(Hocon).ToString();
        Assert.Equal(printed, ConfigurationFactory.ParseString(printed).ToString());
        Assert.Equal("with \" and \n", ConfigurationFactory.ParseString(printed).GetString("a.\"b.c\""));
        Assert.Null(ConfigurationFactory.ParseString(printed).GetString("a.n"));
        Assert.Equal("null", ConfigurationFactory.ParseString(printed).GetString("a.s"));
    }
}
