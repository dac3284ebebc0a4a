using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;

namespace Akka.TestKit
{
    namespace TestEvent
    {
        /// <summary>Hides lines that the filters pick.</summary>
        public sealed class Mute : INoSerializationVerificationNeeded
        {
            /// <summary>With the filters.</summary>
            public Mute(params EventFilterBase[] filters) : this((IReadOnlyCollection<EventFilterBase>)filters)
            {
            }

            /// <summary>With the filters.</summary>
            public Mute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

            /// <summary>The filters.</summary>
            public IReadOnlyCollection<EventFilterBase> Filters { get; }
        }

        /// <summary>Shows lines again that the filters pick.</summary>
        public sealed class Unmute : INoSerializationVerificationNeeded
        {
            /// <summary>With the filters.</summary>
            public Unmute(params EventFilterBase[] filters) : this((IReadOnlyCollection<EventFilterBase>)filters)
            {
            }

            /// <summary>With the filters.</summary>
            public Unmute(IReadOnlyCollection<EventFilterBase> filters) => Filters = filters;

            /// <summary>The filters.</summary>
            public IReadOnlyCollection<EventFilterBase> Filters { get; }
        }
    }

    /// <summary>The logger that event filters need: hides what they pick, prints the rest.</summary>
    public class TestEventListener : DefaultLogger
    {
        private readonly List<IEventFilter> _filters = [];

        /// <inheritdoc/>
        protected override bool Receive(object message)
        {
            switch (message)
            {
                case InitializeLogger initialize:
                    foreach (var type in new[] { typeof(TestEvent.Mute), typeof(TestEvent.Unmute), typeof(DeadLetter), typeof(UnhandledMessage) })
                        initialize.LoggingBus.Subscribe(Self, type);
                    Sender.Tell(new LoggerInitialized());
                    return true;
                case TestEvent.Mute mute:
                    _filters.AddRange(mute.Filters);
                    return true;
                case TestEvent.Unmute unmute:
                    foreach (var filter in unmute.Filters) _filters.Remove(filter);
                    return true;
                case LogEvent log:
                    if (!IsFiltered(log)) Print(log);
                    return true;
                case DeadLetter letter:
                    Observe(letter);
                    return true;
                case UnhandledMessage unhandled:
                    PrintUnlessFiltered(new Warning(unhandled.Recipient.Path.ToString(), unhandled.Recipient.GetType(),
                        $"Unhandled message from {(unhandled.Sender.IsNobody() ? "NoSender" : unhandled.Sender)}: {unhandled.Message}"));
                    return true;
                default:
                    return false;
            }
        }

        private void Observe(DeadLetter letter)
        {
            if (letter.Message is Dispatch.SysMsg.ISystemMessage) return;
            var source = letter.Recipient.Path.ToString();
            if (IsFiltered(new Warning(source, letter.Recipient.GetType(), letter))) return;
            PrintUnlessFiltered(new Warning(source, letter.Recipient.GetType(), $"Received dead letter from {letter.Sender}: {letter.Message}"));
        }

        private void PrintUnlessFiltered(LogEvent log)
        {
            if (!IsFiltered(log)) Print(log);
        }

        /// <summary>The first filter that picks a line counts it.</summary>
        private bool IsFiltered(LogEvent log)
        {
            foreach (var filter in _filters)
            {
                if (filter.Apply(log)) return true;
            }

            return false;
        }
    }
}
