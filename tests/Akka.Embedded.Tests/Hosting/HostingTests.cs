using Akka.Actor;
using Akka.Hosting;
using Akka.Persistence.Hosting;
using Akka.Persistence.Journal;
using Akka.Persistence.Sql.Hosting;
using Akka.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using System.Collections.Immutable;
using Xunit;

namespace Akka.Embedded.Tests.Hosting;

public class HostingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_host_starts_the_system_and_its_actors_and_stops_them()
    {
        var host = await Start(akka => akka.WithActors((system, registry) => registry.Register<Echo>(system.ActorOf(Props.Create<Echo>(), "echo"))));
        var system = host.Services.GetRequiredService<ActorSystem>();
        Assert.Equal("hosted", system.Name);
        Assert.Equal("hi", await host.Services.GetRequiredService<IRequiredActor<Echo>>().ActorRef.Ask<string>("hi", Patience));
        await host.StopAsync();
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task A_system_that_ends_by_itself_stops_the_host()
    {
        var host = await Start(_ => { });
        var stopping = new TaskCompletionSource();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => stopping.SetResult());
        await host.Services.GetRequiredService<ActorSystem>().Terminate();
        await stopping.Task.WaitAsync(Patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task Startup_tasks_run_after_the_actors_have_started()
    {
        var order = new List<string>();
        var host = await Start(akka => akka
            .AddStartup((_, _) => order.Add("startup"))
            .WithActors((_, _) => order.Add("actors")));
        Assert.Equal(["actors", "startup"], order);
        await host.StopAsync();
    }

    [Fact]
    public async Task Hocon_is_added_in_front_behind_or_in_place()
    {
        var host = await Start(akka => akka
            .AddHocon("test { replaced = 1 }", HoconAddMode.Append)
            .AddHocon("test { a = first }", HoconAddMode.Replace)
            .AddHocon("test { a = second, b = second }", HoconAddMode.Append)
            .AddHocon("test { a = third }", HoconAddMode.Prepend));
        var config = host.Services.GetRequiredService<ActorSystem>().Settings.Config;
        Assert.Equal("third", config.GetString("test.a"));
        Assert.Equal("second", config.GetString("test.b"));
        Assert.False(config.HasPath("test.replaced"));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_custom_serializer_is_for_its_types()
    {
        var host = await Start(akka => akka.WithCustomSerializer("upper", [typeof(Upper)], system => new UpperSerializer(system)));
        var serialization = host.Services.GetRequiredService<ActorSystem>().Serialization;
        Assert.Equal(9001, serialization.FindSerializerForType(typeof(Upper)).Identifier);
        var back = (Upper)serialization.Deserialize("ABC"u8.ToArray(), 9001, "up");
        Assert.Equal("abc", back.Text);
        await host.StopAsync();
    }

    [Fact]
    public async Task An_actor_that_is_registered_later_is_waited_for()
    {
        var registry = new ActorRegistry();
        var arrival = registry.GetAsync<Echo>();
        Assert.False(arrival.IsCompleted);
        Assert.Throws<MissingActorRegistryEntryException>(() => registry.Get<Echo>());
        registry.Register<Echo>(ActorRefs.Nobody);
        Assert.Same(ActorRefs.Nobody, await arrival);
        Assert.Throws<DuplicateActorRegistryException>(() => registry.Register<Echo>(ActorRefs.Nobody));
        using var cancelled = new CancellationTokenSource();
        var never = registry.GetAsync<HostingTests>(cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => never);
    }

    [Fact]
    public async Task Sql_persistence_is_set_up_by_one_call()
    {
        var directory = Directory.CreateTempSubdirectory("akka-hosting-").FullName;
        var host = await Start(akka => akka
            .WithSqlPersistence($"Data Source={Path.Combine(directory, "j.db")}", "SQLite.MS")
            .WithActors((system, registry) => registry.Register<Sql.Notebook>(system.ActorOf(Sql.Notebook.Props("hosted")))));
        Assert.Equal(1L, await host.Services.GetRequiredService<IRequiredActor<Sql.Notebook>>().ActorRef.Ask<long>("x", Patience));
        await host.StopAsync();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public void What_this_engine_has_not_is_refused()
    {
        var builder = new AkkaConfigurationBuilder(new ServiceCollection(), "x");
        Assert.Throws<NotSupportedException>(() => builder.WithSqlPersistence("Data Source=x", "SQLite.MS", deleteCompatibilityMode: true));
        Assert.Throws<InvalidOperationException>(() => builder.WithSqlPersistence(new SqlJournalOptions()));
    }

    [Fact]
    public async Task Event_adapters_are_bound_through_the_journal_builder()
    {
        var host = await Start(akka => akka
            .WithInMemoryJournal(journal => journal.AddWriteEventAdapter<Tagger>("tagger", [typeof(string)]))
            .WithInMemorySnapshotStore());
        var config = host.Services.GetRequiredService<ActorSystem>().Settings.Config;
        Assert.Equal("akka.persistence.journal.inmem", config.GetString("akka.persistence.journal.plugin"));
        Assert.Equal(["tagger"], config.GetConfig("akka.persistence.journal.inmem.event-adapter-bindings")!.AsEnumerable().Single().Value.GetStringList());
        await host.StopAsync();
    }

    private static async Task<IHost> Start(Action<AkkaConfigurationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddAkka("hosted", akka => configure(akka.AddHocon("akka.stdout-loglevel = OFF, akka.loglevel = OFF", HoconAddMode.Append)));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }

    private sealed record Upper(string Text);

    private sealed class UpperSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
    {
        public override int Identifier => 9001;

        public override byte[] ToBinary(object obj) => System.Text.Encoding.UTF8.GetBytes(((Upper)obj).Text.ToUpperInvariant());

        public override object FromBinary(byte[] bytes, string manifest) => new Upper(System.Text.Encoding.UTF8.GetString(bytes).ToLowerInvariant());

        public override string Manifest(object o) => "up";
    }

    private sealed class Tagger : IWriteEventAdapter
    {
        public string Manifest(object evt) => "";

        public object ToJournal(object evt) => new Tagged(evt, ImmutableHashSet.Create("t"));
    }
}
