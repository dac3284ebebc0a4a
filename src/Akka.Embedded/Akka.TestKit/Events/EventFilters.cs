using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit
{
    /// <summary>Picks log lines.</summary>
    public interface IEventFilter
    {
        /// <summary>Whether the line is picked; counts it if so.</summary>
        bool Apply(LogEvent logEvent);
    }

    /// <summary>Picks dead letters.</summary>
    public sealed class DeadLettersFilter : EventFilterBase
    {
        private readonly Predicate<DeadLetter> _isMatch;

        /// <summary>With what it picks.</summary>
        public DeadLettersFilter(IStringMatcher messageMatcher, IStringMatcher sourceMatcher, Predicate<DeadLetter> isMatch = null)
            : base(messageMatcher, sourceMatcher) => _isMatch = isMatch;

        /// <inheritdoc/>
        protected override string FilterDescriptiveName => "DeadLetter";

        /// <inheritdoc/>
        protected override bool IsMatch(LogEvent evt) => evt is Warning { Message: DeadLetter letter }
            && _isMatch?.Invoke(letter) != false && InternalDoMatch(evt.LogSource, letter.Message);
    }
}

namespace Akka.TestKit.Internal
{
    /// <summary>A filter has picked a line.</summary>
    public delegate void EventMatched(EventFilterBase eventFilter, LogEvent logEvent);

    /// <summary>What filters share: matchers of the message and of where it comes from.</summary>
    public abstract class EventFilterBase : IEventFilter
    {
        private readonly IStringMatcher _messageMatcher;
        private readonly IStringMatcher _sourceMatcher;

        /// <summary>With both matchers; null accepts all.</summary>
        protected EventFilterBase(IStringMatcher messageMatcher, IStringMatcher sourceMatcher)
        {
            _messageMatcher = messageMatcher ?? MatchesAll.Instance;
            _sourceMatcher = sourceMatcher ?? MatchesAll.Instance;
        }

        /// <summary>A line was picked.</summary>
        public event EventMatched EventMatched;

        /// <summary>What it picks, in a word.</summary>
        protected abstract string FilterDescriptiveName { get; }

        /// <inheritdoc/>
        public bool Apply(LogEvent logEvent)
        {
            if (!IsMatch(logEvent)) return false;
            OnEventMatched(logEvent);
            return true;
        }

        /// <summary>Whether a line is picked.</summary>
        protected abstract bool IsMatch(LogEvent evt);

        /// <summary>Tells that a line was picked.</summary>
        protected virtual void OnEventMatched(LogEvent logEvent) => EventMatched?.Invoke(this, logEvent);

        /// <summary>Whether both matchers accept.</summary>
        protected bool InternalDoMatch(string src, object msg) => _sourceMatcher.IsMatch(src) && _messageMatcher.IsMatch(msg?.ToString() ?? "null");

        /// <inheritdoc/>
        public override string ToString()
        {
            var message = _messageMatcher is MatchesAll ? "" : $" when Message {_messageMatcher}";
            var source = _sourceMatcher is MatchesAll ? "" : $" when Source {_sourceMatcher}";
            return FilterDescriptiveName + message + source;
        }
    }

    /// <summary>Picks debug lines.</summary>
    public class DebugFilter : EventFilterBase
    {
        /// <summary>With matchers; null accepts all.</summary>
        public DebugFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null) : base(messageMatcher, sourceMatcher)
        {
        }

        /// <inheritdoc/>
        protected override string FilterDescriptiveName => "Debug";

        /// <inheritdoc/>
        protected override bool IsMatch(LogEvent evt) => evt is Debug && InternalDoMatch(evt.LogSource, evt.Message);
    }

    /// <summary>Picks lines of what goes on.</summary>
    public class InfoFilter : EventFilterBase
    {
        /// <summary>With matchers; null accepts all.</summary>
        public InfoFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null) : base(messageMatcher, sourceMatcher)
        {
        }

        /// <inheritdoc/>
        protected override string FilterDescriptiveName => "Info";

        /// <inheritdoc/>
        protected override bool IsMatch(LogEvent evt) => evt is Info && InternalDoMatch(evt.LogSource, evt.Message);
    }

    /// <summary>Picks warnings.</summary>
    public class WarningFilter : EventFilterBase
    {
        /// <summary>With matchers; null accepts all.</summary>
        public WarningFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null) : base(messageMatcher, sourceMatcher)
        {
        }

        /// <inheritdoc/>
        protected override string FilterDescriptiveName => "Warning";

        /// <inheritdoc/>
        protected override bool IsMatch(LogEvent evt) => evt is Warning && InternalDoMatch(evt.LogSource, evt.Message);
    }

    /// <summary>Picks errors, all or those of an exception.</summary>
    public class ErrorFilter : EventFilterBase
    {
        private readonly Type _exceptionType;
        private readonly bool _recurse;

        /// <summary>With matchers; null accepts all.</summary>
        public ErrorFilter(IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null) : this(null, messageMatcher, sourceMatcher, false)
        {
        }

        /// <summary>For exceptions of a type, with matchers; null accepts all.</summary>
        public ErrorFilter(Type exceptionType, IStringMatcher messageMatcher = null, IStringMatcher sourceMatcher = null, bool recurseInnerExceptions = false)
            : base(messageMatcher, sourceMatcher)
        {
            _exceptionType = exceptionType;
            _recurse = recurseInnerExceptions;
        }

        /// <inheritdoc/>
        protected override string FilterDescriptiveName => _exceptionType is null ? "Error" : "Exception " + _exceptionType;

        /// <inheritdoc/>
        protected override bool IsMatch(LogEvent evt)
        {
            if (evt is not Error error) return false;
            if (_exceptionType is null) return InternalDoMatch(evt.LogSource, evt.Message);
            return Matches(error, error.Cause);
        }

        private bool Matches(Error error, Exception cause)
        {
            if (cause is null) return false;
            if (_exceptionType.IsInstanceOfType(cause)
                && (InternalDoMatch(error.LogSource, cause.Message) || InternalDoMatch(error.LogSource, error.Message))) return true;
            if (!_recurse) return false;
            return cause is AggregateException many ? many.InnerExceptions.Any(e => Matches(error, e)) : Matches(error, cause.InnerException);
        }
    }

    /// <summary>Picks lines by a predicate.</summary>
    public class CustomEventFilter : EventFilterBase
    {
        private readonly Predicate<LogEvent> _predicate;

        /// <summary>With the predicate.</summary>
        public CustomEventFilter(Predicate<LogEvent> predicate) : base(null, null) => _predicate = predicate;

        /// <inheritdoc/>
        protected override string FilterDescriptiveName => "Custom";

        /// <inheritdoc/>
        protected override bool IsMatch(LogEvent evt) => _predicate(evt);
    }
}
