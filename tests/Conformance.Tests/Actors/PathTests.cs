using Akka.Actor;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

/// <summary>How paths and addresses are written and read.</summary>
public sealed class PathTests
{
    private static readonly RootActorPath _root = new(new Address("akka", "sys"));

    [Theory]
    [InlineData("")]
    [InlineData("://hallo")]
    [InlineData("s://dd@:12")]
    [InlineData("s://dd@h:hd")]
    [InlineData("a://l:1/b")]
    public void What_is_no_path_is_not_read(string text) => Assert.False(ActorPath.TryParse(text, out _));

    [Theory]
    [InlineData("akka://sys/user/a/b")]
    [InlineData("akka.tcp://sys@host:1234/user/a")]
    [InlineData("akka://sys/")]
    public void A_path_that_was_read_is_written_as_it_was(string text)
    {
        Assert.True(ActorPath.TryParse(text, out var path));
        Assert.Equal(text, path.ToString());
    }

    [Fact]
    public void A_uid_belongs_to_the_serialized_form_alone()
    {
        var path = (_root / "user" / "a").WithUid(42);
        Assert.Equal("akka://sys/user/a", path.ToString());
        Assert.Equal("akka://sys/user/a#42", path.ToSerializationFormat());
        Assert.Equal(42, ActorPath.Parse(path.ToSerializationFormat()).Uid);
    }

    [Fact]
    public void A_path_knows_its_parents_and_elements()
    {
        var path = _root / "user" / "a" / "b";
        Assert.Equal(["user", "a", "b"], path.Elements);
        Assert.Equal(_root / "user" / "a", path.Parent);
        Assert.Equal("b", path.Name);
        Assert.Equal("/user/a/b", path.ToStringWithoutAddress());
        Assert.Equal(path, _root / new[] { "user", "a", "b" });
    }

    [Fact]
    public void An_address_is_read_with_the_path_behind_it()
    {
        Assert.True(Address.TryParse("akka.tcp://sys@host:1234/user/a", out var address, out string rest));
        Assert.Equal(new Address("akka.tcp", "sys", "host", 1234), address);
        Assert.Equal("/user/a", rest);
        Assert.True(address.HasGlobalScope);
        Assert.True(Address.Parse("akka://sys").HasLocalScope);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("a-b_c.d", true)]
    [InlineData("$a", false)]
    [InlineData("a/b", false)]
    [InlineData("a b", false)]
    [InlineData("", false)]
    public void Names_have_rules(string name, bool isValid) => Assert.Equal(isValid, ActorPath.IsValidPathElement(name));
}
