using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;
using Xunit;

namespace Akka.Embedded.Tests.Serialization;

public sealed class SerializationTests : IAsyncLifetime
{
    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create("serialization", ConfigurationFactory.ParseString($$"""
        akka.loglevel = OFF
        akka.stdout-loglevel = OFF
        akka.actor {
          serializers.shape = "{{typeof(ShapeSerializer).FullName}}, Akka.Embedded.Tests"
          serialization-bindings."{{typeof(IShape).FullName}}, Akka.Embedded.Tests" = shape
          serialization-identifiers."{{typeof(ShapeSerializer).FullName}}, Akka.Embedded.Tests" = 77
        }
        """));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.Terminate();

    [Theory]
    [InlineData(42)]
    [InlineData(42L)]
    [InlineData("text")]
    [InlineData(1.5)]
    [InlineData(1.5f)]
    [InlineData(true)]
    public void A_plain_value_keeps_its_type_through_json(object value) => Assert.Equal(value, ThroughJson(value));

    [Fact]
    public void A_record_with_all_kinds_of_members_comes_back_through_json()
    {
        var note = new Note("n", 1, 2.5m, [1, 2], new Note("inner", 2, 0m, [], null));
        var back = Assert.IsType<Note>(ThroughJson(note));
        Assert.Equal((note.Text, note.Number, note.Price, "inner"), (back.Text, back.Number, back.Price, back.Next!.Text));
        Assert.Equal(note.List, back.List);
    }

    [Fact]
    public void A_reference_to_an_actor_comes_back_as_that_actor()
    {
        var actor = _system.ActorOf(Props.Create<Silent>(), "silent");
        Assert.Equal(actor, Assert.IsType<Addressed>(ThroughJson(new Addressed(actor))).To);
    }

    [Fact]
    public void The_binding_of_the_nearest_type_counts()
    {
        Assert.Equal(77, _system.Serialization.FindSerializerForType(typeof(Circle)).Identifier);
        Assert.Equal(4, _system.Serialization.FindSerializerForType(typeof(byte[])).Identifier);
        Assert.Equal(1, _system.Serialization.FindSerializerForType(typeof(Note)).Identifier);
        Assert.Equal(0, _system.Serialization.FindSerializerFor(null).Identifier);
        Assert.Equal(77, _system.Serialization.FindSerializerForType(typeof(Note), "shape").Identifier);
    }

    [Fact]
    public void What_nobody_can_read_is_an_error_that_names_it()
    {
        Assert.Contains("4711", Assert.Throws<System.Runtime.Serialization.SerializationException>(() => _system.Serialization.Deserialize([], 4711, "m")).Message, StringComparison.Ordinal);
        Assert.Contains("Gone.Type", Assert.Throws<System.Runtime.Serialization.SerializationException>(() => _system.Serialization.Deserialize([], 1, "Gone.Type, Gone")).Message, StringComparison.Ordinal);
    }

    private object ThroughJson(object value)
    {
        var json = _system.Serialization.FindSerializerForType(typeof(object));
        return json.FromBinary(json.ToBinary(value), value.GetType());
    }

    private sealed record Note(string Text, int Number, decimal Price, int[] List, Note? Next);

    private sealed record Addressed(IActorRef To);

    private sealed class Silent : ReceiveActor;

    public interface IShape;

    public sealed record Circle : IShape;

    public sealed class ShapeSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override byte[] ToBinary(object obj) => [];

        public override object FromBinary(byte[] bytes, string manifest) => new Circle();

        public override string Manifest(object o) => "circle";
    }
}
