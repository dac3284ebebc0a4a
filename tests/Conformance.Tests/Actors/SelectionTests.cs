using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace Orchestrator.Conformance.Tests.Actors;

public sealed class SelectionTests : TestKit
{
    private readonly IActorRef _parent;
    private readonly IActorRef[] _children;

    public SelectionTests()
    {
        _parent = Sys.ActorOf(Props.Create(() => new Family("a1", "a2", "b1")), "parent");
        _children = _parent.Ask<IActorRef[]>("children", TimeSpan.FromSeconds(5)).Result;
    }

    [Theory]
    [InlineData("/user/parent/a1", 0)]
    [InlineData("/user/parent/a2", 1)]
    [InlineData("/user/parent/b1/../a1", 0)]
    [InlineData("akka://test/user/parent/b1", 2)]
    public async Task A_path_leads_to_one_actor(string path, int child) =>
        Assert.Equal(_children[child], await Sys.ActorSelection(path).ResolveOne(TimeSpan.FromSeconds(5)));

    [Theory]
    [InlineData("/user/parent/*", 3)]
    [InlineData("/user/parent/a*", 2)]
    [InlineData("/user/parent/?1", 2)]
    [InlineData("/user/*/b1", 1)]
    public async Task Wildcards_lead_to_all_that_fit(string path, int count)
    {
        Sys.ActorSelection(path).Tell("who", TestActor);
        for (var i = 0; i < count; i++) await ExpectMsgAsync<IActorRef>();
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(50));
    }

    [Theory]
    [InlineData("/user/nobody")]
    [InlineData("/user/parent/c*")]
    [InlineData("/user/parent/a?1")]
    [InlineData("/user/parent/a1/deeper")]
    public async Task A_path_that_leads_nowhere_is_not_found(string path) =>
        await Assert.ThrowsAsync<ActorNotFoundException>(() => Sys.ActorSelection(path).ResolveOne(TimeSpan.FromSeconds(5)));

    [Fact]
    public async Task Identify_is_answered_by_every_actor_and_by_nobody_for_a_path_without_one()
    {
        _children[0].Tell(new Identify(7), TestActor);
        await ExpectMsgAsync(new ActorIdentity(7, _children[0]));
        Sys.ActorSelection("/user/nobody").Tell(new Identify(8), TestActor);
        Assert.Null((await ExpectMsgAsync<ActorIdentity>()).Subject);
    }

    [Fact]
    public async Task A_message_to_a_path_without_an_actor_is_a_dead_letter() =>
        await EventFilter.DeadLetter<string>().ExpectOneAsync(() =>
        {
            Sys.ActorSelection("/user/nobody").Tell("lost", TestActor);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task A_relative_path_begins_at_the_actor_that_uses_it()
    {
        _children[1].Tell("../a1", TestActor);
        Assert.Equal(_children[0], await ExpectMsgAsync<IActorRef>());
    }

    [Fact]
    public void Paths_are_parsed_compared_and_printed()
    {
        var path = ActorPath.Parse("akka://test/user/parent/a1#42");
        Assert.Equal(42, path.Uid);
        Assert.Equal("a1", path.Name);
        Assert.Equal(["user", "parent", "a1"], path.Elements);
        Assert.Equal("akka://test/user/parent/a1", path.ToString());
        Assert.Equal("akka://test/user/parent/a1#42", path.ToStringWithUid());
        Assert.Equal("/user/parent/a1", path.ToStringWithoutAddress());
        Assert.Equal(_children[0].Path, path); // the uid is not part of a path's equality
        Assert.Equal(_children[0].Path, _parent.Path / "a1");
        Assert.False(ActorPath.TryParse("no path", out _));
    }

    private sealed class Family : ReceiveActor
    {
        public Family(params string[] names)
        {
            var children = names.Select(n => Context.ActorOf(Props.Create(() => new Member()), n)).ToArray();
            Receive<string>(_ => Sender.Tell(children));
        }
    }

    private sealed class Member : ReceiveActor
    {
        public Member()
        {
            Receive<string>(m => m == "who", _ => Sender.Tell(Self));
            Receive<string>(path => Context.ActorSelection(path).Tell("who", Sender));
        }
    }
}
