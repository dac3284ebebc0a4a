#nullable disable
using Akka.Actor.Internal;

namespace Akka.Actor;

/// <summary>Makes the coordinated shutdown of a system.</summary>
public sealed class CoordinatedShutdownExtension : ExtensionIdProvider<CoordinatedShutdown>
{
    /// <inheritdoc/>
    public override CoordinatedShutdown CreateExtension(ExtendedActorSystem system)
    {
        var config = system.Settings.Config.GetConfig("akka.coordinated-shutdown");
        var shutdown = new CoordinatedShutdown(system, Phase.Read(config));
        TerminateSystemAtTheEnd((ActorSystemImpl)system, config, shutdown);
        RunAtProcessExit(system, config, shutdown);
        return shutdown;
    }

    private static void TerminateSystemAtTheEnd(ActorSystemImpl system, Configuration.Config config, CoordinatedShutdown shutdown)
    {
        var terminate = config.GetBoolean("terminate-actor-system");
        var exit = config.GetBoolean("exit-clr");
        if (!terminate && !exit) return;
        shutdown.AddTask(CoordinatedShutdown.PhaseActorSystemTerminate, "terminate-system", async () =>
        {
            if (terminate) await system.FinalTerminate().ConfigureAwait(false);
            if (exit && shutdown.ShutdownReason is not CoordinatedShutdown.ClrExitReason) Environment.Exit(0);
            return Done.Instance;
        });
    }

    private static void RunAtProcessExit(ExtendedActorSystem system, Configuration.Config config, CoordinatedShutdown shutdown)
    {
        if (!config.GetBoolean("run-by-clr-shutdown-hook")) return;
        void OnExit(object sender, EventArgs e)
        {
            if (system.WhenTerminated.IsCompleted) return;
            shutdown.Run(CoordinatedShutdown.ClrExitReason.Instance).Wait(shutdown.TotalTimeout);
        }

        AppDomain.CurrentDomain.ProcessExit += OnExit;
        system.RegisterOnTermination(() => AppDomain.CurrentDomain.ProcessExit -= OnExit);
    }
}
