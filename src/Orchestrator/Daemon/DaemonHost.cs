using Akka.Actor;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Agents.Hosting;
using Orchestrator.Agents.Inbox;
using Orchestrator.Agents.Insights;
using Orchestrator.Agents.Limits;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Agents.Pipelines.Runs;
using Orchestrator.Agents.Scaling;
using Orchestrator.Agents.Settings;
using Orchestrator.Agents.Streams;
using Orchestrator.Agents.Subscriptions;
using Orchestrator.Agents.Terminals;
using Orchestrator.Commands;
using Orchestrator.Commands.Shared;
using Orchestrator.Runtime.Configuration;
using Orchestrator.Runtime.Hosting;
using Orchestrator.Runtime.Journal;
using System.Globalization;

namespace Orchestrator.Daemon;

/// <summary>Everything that runs in a daemon: the actors first, and once they have recovered, the API.</summary>
internal static class DaemonHost
{
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(5);

    /// <summary>Runs until <paramref name="ending"/> is cancelled; agents go on in tmux.</summary>
    /// <exception cref="CommandFailure">It could not start.</exception>
    /// <exception cref="SettingsException">Settings cannot be used.</exception>
    internal static async Task RunAsync(OrcHome home, DaemonSettings settings, DaemonLog log, CancellationTokenSource ending)
    {
        var clock = TimeProvider.System;
        var config = ConfigSources.Usual(home.Path, Environment.GetEnvironmentVariable("XDG_CONFIG_HOME"), settings.ConfigFile, settings.Set).Load();
        var options = OrchestratorSettings.Read(config);
        log.Limit(new LogLimits(options.Daemon.LogSize, options.Daemon.LogFiles));
        log.Write("INFO", "daemon", string.Create(CultureInfo.InvariantCulture, $"Starting: version {CommandLine.Version}, process {Environment.ProcessId}, home {home.Path}."));
        if (DatabaseCheck.Look(home.Database) is { } problem)
            throw CommandFailure.Failed(problem.Problem, problem.Hint);

        var composition = new Composition(home, options, Secret.ReadOrCreate(home.Secret));
        var (host, tree) = await StartActorsAsync(home, options, config, composition, log);
        using var actors = host;
        var system = actors.Services.GetRequiredService<ActorSystem>();
        var registry = actors.Services.GetRequiredService<IReadOnlyActorRegistry>();
        await RecoveredAsync(registry.Get<OrchestratorActor>(), ending.Token);
        await composition.Recovery(registry.Get<OverviewActor>(), options).ShownAsync();

        File.Delete(home.ApiSocket); // left by a killed daemon: the lock says that nobody listens there
        await using var api = ApiComposition.Build(home, options, composition, system, registry, tree.Sessions, log, clock, ending);
        await api.StartAsync(ending.Token);
        log.Write("INFO", "daemon", $"Ready at {home.ApiSocket}.");
        using var memory = IdleCollector.Start(clock);

        var ended = new TaskCompletionSource();
        await using (ending.Token.Register(ended.SetResult))
            await ended.Task;
        await api.StopAsync();
        File.Delete(home.ApiSocket);
        await actors.StopAsync();
    }

    private static async Task<(IHost Host, AgentSystem Tree)> StartActorsAsync(OrcHome home, OrchestratorOptions options, LayeredConfig config, Composition composition, DaemonLog log)
    {
        AgentSystem? tree = null;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "orc", ContentRootPath = home.Path });
        builder.Services.AddAkka("orchestrator", akka => akka
            .AddHocon(Engine(options, config), HoconAddMode.Prepend)
            .AddRuntime(home.Database, composition.Names)
            .WithActors((system, registry) =>
            {
                system.ActorOf(LogActor.Props(log), "log");
                system.ActorOf(Api.Server.JournalSignal.Listener(composition.Signal), "journal-signal");
                tree = AgentSystem.Start(system, composition.AgentSystem());
                registry.Register<OrchestratorActor>(tree.Orchestrator);
                registry.Register<OverviewActor>(tree.Overview);
                registry.Register<TmuxActor>(tree.Tmux);
                registry.Register<PipelinesActor>(tree.Pipelines);
                registry.Register<LimitsActor>(tree.Limits);
                registry.Register<RecorderActor>(system.ActorOf(RecorderActor.Props(tree.Tmux, composition.Streams, options.Recording, composition.Hub), "recorder"));
                registry.Register<SubscriptionsActor>(system.ActorOf(
                    SubscriptionsActor.Props(options.Subscriptions, pane => PaneWatcherActor.Props(pane, tree.Tmux, options.Subscriptions.OutputQuiet), composition.Actions(tree)), "subscriptions"));
                registry.Register<InsightsActor>(system.ActorOf(InsightsActor.Props(tree.Orchestrator, composition.TopicsOf), "insights"));
                registry.Register<ScalingActor>(system.ActorOf(ScalingActor.Props(options.Scaling, composition.Scaling(tree)), ScalingActor.Id));
                registry.Register<UserInboxActor>(system.ActorOf(UserInboxActor.Props(options.Messages), "user"));
            }));
        var host = builder.Build();
        await host.StartAsync();
        return (host, tree ?? throw new System.Diagnostics.UnreachableException("The actors were not started."));
    }

    /// <summary>What the actor engine is told: the user's own <c>akka</c> settings, and that our log is the only one.</summary>
    private static Config Engine(OrchestratorOptions options, LayeredConfig config)
    {
        var level = options.Daemon.LogLevel.ToUpperInvariant();
        var ours = ConfigurationFactory.ParseString($$"""
            akka {
              loglevel = {{level}}
              stdout-loglevel = WARNING
              loggers = []
              log-dead-letters = off
              coordinated-shutdown.run-by-clr-shutdown-hook = off
            }
            """);
        return config.Merged.HasPath("akka") ? ConfigurationFactory.ParseString($"akka {config.Merged.GetConfig("akka")}").WithFallback(ours) : ours;
    }

    private static async Task RecoveredAsync(IActorRef orchestrator, CancellationToken ending)
    {
        try
        {
            await orchestrator.Ask<OrchestrationMessages.Ready>(new OrchestrationMessages.GetReady(), RecoveryLimit, ending);
        }
        catch (AskTimeoutException)
        {
            throw CommandFailure.Failed($"The orchestrator has not recovered within {RecoveryLimit.TotalMinutes:0} minutes.", "See: orc doctor");
        }
    }
}
