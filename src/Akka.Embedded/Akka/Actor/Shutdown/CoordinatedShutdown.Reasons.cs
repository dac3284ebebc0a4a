#nullable disable
namespace Akka.Actor;

public sealed partial class CoordinatedShutdown
{
    /// <summary>Before anything else is done.</summary>
    public const string PhaseBeforeServiceUnbind = "before-service-unbind";

    /// <summary>No new requests are taken.</summary>
    public const string PhaseServiceUnbind = "service-unbind";

    /// <summary>Requests under way are finished.</summary>
    public const string PhaseServiceRequestsDone = "service-requests-done";

    /// <summary>Services stop.</summary>
    public const string PhaseServiceStop = "service-stop";

    /// <summary>Before a cluster is left.</summary>
    public const string PhaseBeforeClusterShutdown = "before-cluster-shutdown";

    /// <summary>Shards move away.</summary>
    public const string PhaseClusterShardingShutdownRegion = "cluster-sharding-shutdown-region";

    /// <summary>The cluster is left.</summary>
    public const string PhaseClusterLeave = "cluster-leave";

    /// <summary>Singletons move away.</summary>
    public const string PhaseClusterExiting = "cluster-exiting";

    /// <summary>Leaving is confirmed.</summary>
    public const string PhaseClusterExitingDone = "cluster-exiting-done";

    /// <summary>The cluster ends here.</summary>
    public const string PhaseClusterShutdown = "cluster-shutdown";

    /// <summary>Before the system ends.</summary>
    public const string PhaseBeforeActorSystemTerminate = "before-actor-system-terminate";

    /// <summary>The system ends.</summary>
    public const string PhaseActorSystemTerminate = "actor-system-terminate";

    /// <summary>Why a shutdown runs.</summary>
    public class Reason;

    /// <summary>It is not known.</summary>
    public class UnknownReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new UnknownReason();

        private UnknownReason()
        {
        }
    }

    /// <summary>The system is terminated.</summary>
    public class ActorSystemTerminateReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ActorSystemTerminateReason();

        private ActorSystemTerminateReason()
        {
        }
    }

    /// <summary>The process ends.</summary>
    public class ClrExitReason : Reason
    {
        /// <summary>The only instance.</summary>
        public static readonly Reason Instance = new ClrExitReason();

        private ClrExitReason()
        {
        }
    }
}
