using Akka.Actor;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Akka.Hosting;

/// <summary>Starts the actor system with the host and stops it, through its coordinated shutdown, before the host ends. When the system ends by itself, the host does.</summary>
public class AkkaHostedService : IHostedService
{
    /// <summary>The system; null until it has started.</summary>
    protected ActorSystem? ActorSystem;

    /// <summary>What the system is made of.</summary>
    protected readonly AkkaConfigurationBuilder ConfigurationBuilder;

    /// <summary>The system's shutdown; null until it has started.</summary>
    protected CoordinatedShutdown? CoordinatedShutdown;

    /// <summary>The host's life.</summary>
    protected readonly IHostApplicationLifetime? HostApplicationLifetime;

    /// <summary>The log.</summary>
    protected readonly ILogger<AkkaHostedService> Logger;

    /// <summary>The container.</summary>
    protected readonly IServiceProvider ServiceProvider;

    /// <summary>A service for the system that the builder describes.</summary>
    public AkkaHostedService(AkkaConfigurationBuilder configurationBuilder, IServiceProvider serviceProvider, ILogger<AkkaHostedService> logger, IHostApplicationLifetime applicationLifetime)
    {
        ConfigurationBuilder = configurationBuilder;
        ServiceProvider = serviceProvider;
        Logger = logger;
        HostApplicationLifetime = applicationLifetime;
    }

    /// <summary>Starts the system and its actors. What fails is logged and stops the host.</summary>
    public virtual async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            ActorSystem = ServiceProvider.GetRequiredService<ActorSystem>();
            CoordinatedShutdown = Actor.CoordinatedShutdown.Get(ActorSystem);
            await ConfigurationBuilder.StartAsync(ActorSystem).ConfigureAwait(false);
            _ = StopHostAfterSystemAsync(ActorSystem);
        }
        catch (Exception failed)
        {
            Logger.LogCritical(failed, "Unable to start AkkaHostedService - shutting down application");
            HostApplicationLifetime?.StopApplication();
        }
    }

    /// <summary>Runs the system's coordinated shutdown to its end.</summary>
    public virtual async Task StopAsync(CancellationToken cancellationToken)
    {
        if (ActorSystem is null)
            return; // it never started
        await Actor.CoordinatedShutdown.Get(ActorSystem).Run(Actor.CoordinatedShutdown.ClrExitReason.Instance).ConfigureAwait(false);
    }

    private async Task StopHostAfterSystemAsync(ActorSystem system)
    {
        await system.WhenTerminated.ConfigureAwait(false);
        HostApplicationLifetime?.StopApplication();
    }
}
