using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Orchestrator.Conformance.Tests.Hosting;

/// <summary>An actor system in a host.</summary>
public class HostingTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Actors_start_with_the_host_and_are_found_by_their_key()
    {
        using var host = await Start(akka => akka.WithActors((system, registry) => registry.Register<Echo>(system.ActorOf(Props.Create<Echo>(), "echo"))));
        Assert.Equal("hi", await host.Services.GetRequiredService<IRequiredActor<Echo>>().ActorRef.Ask<string>("hi", _patience));
        Assert.True(host.Services.GetRequiredService<IReadOnlyActorRegistry>().TryGet<Echo>(out _));
        await host.StopAsync();
    }

    [Fact]
    public async Task Stopping_the_host_ends_the_system_through_its_coordinated_shutdown()
    {
        using var host = await Start(_ => { });
        var system = host.Services.GetRequiredService<ActorSystem>();
        var ran = false;
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "note", () =>
        {
            ran = true;
            return Task.FromResult(Akka.Done.Instance);
        });
        await host.StopAsync();
        Assert.True(ran);
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task The_end_of_the_system_stops_the_host()
    {
        using var host = await Start(_ => { });
        var stopping = new TaskCompletionSource();
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await host.Services.GetRequiredService<ActorSystem>().Terminate();
        await stopping.Task.WaitAsync(_patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task Prepended_hocon_counts_before_appended()
    {
        using var host = await Start(akka => akka
            .AddHocon("test { a = 1, b = 1 }", HoconAddMode.Append)
            .AddHocon("test { a = 2, c = 2 }", HoconAddMode.Append)
            .AddHocon("test { b = 3 }", HoconAddMode.Prepend));
        var config = host.Services.GetRequiredService<ActorSystem>().Settings.Config;
        Assert.Equal((1, 3, 2), (config.GetInt("test.a"), config.GetInt("test.b"), config.GetInt("test.c")));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_key_is_registered_once_unless_it_is_overwritten()
    {
        using var host = await Start(_ => { });
        var registry = host.Services.GetRequiredService<ActorRegistry>();
        var waiting = registry.GetAsync<Echo>();
        registry.Register<Echo>(ActorRefs.Nobody);
        Assert.Same(ActorRefs.Nobody, await waiting);
        Assert.Throws<DuplicateActorRegistryException>(() => registry.Register<Echo>(ActorRefs.Nobody));
        Assert.False(registry.TryRegister<Echo>(ActorRefs.Nobody));
        Assert.True(registry.TryRegister<Echo>(ActorRefs.Nobody, overwrite: true));
        await host.StopAsync();
    }

    private static async Task<IHost> Start(Action<AkkaConfigurationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddAkka("hosted", (akka, _) => configure(akka.AddHocon("akka.loglevel = OFF", HoconAddMode.Prepend)));
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo() => ReceiveAny(message => Sender.Tell(message));
    }
}
