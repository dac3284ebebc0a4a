#nullable disable
namespace Akka.Actor;

/// <summary>The outcome of an operation, sent as a message.</summary>
public abstract class Status
{
    /// <summary>It worked.</summary>
    public sealed class Success : Status
    {
        /// <summary>Success without a result.</summary>
        public static readonly Success Instance = new(null);

        /// <summary>The result.</summary>
        public readonly object Status;

        /// <summary>With a result.</summary>
        public Success(object status) => Status = status;

        /// <inheritdoc/>
        public override string ToString() => $"Success: {Status ?? "null"}";
    }

    /// <summary>It failed.</summary>
    public sealed class Failure : Status
    {
        /// <summary>Why.</summary>
        public readonly Exception Cause;

        /// <summary>What the failure concerns; may be null.</summary>
        public readonly object State;

        /// <summary>With a cause.</summary>
        public Failure(Exception cause) : this(cause, null)
        {
        }

        /// <summary>With a cause and what it concerns.</summary>
        public Failure(Exception cause, object state)
        {
            Cause = cause;
            State = state;
        }

        /// <inheritdoc/>
        public override string ToString() => $"Failure: {Cause?.Message}";
    }
}
