using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;
using System.Text.RegularExpressions;

namespace Akka.TestKit;

/// <summary>Makes event filters. Of message, start and contains, one may be given.</summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    /// <summary>For a test's system.</summary>
    public EventFilterFactory(TestKitBase testkit) : this(testkit, testkit.Sys)
    {
    }

    /// <summary>For a system.</summary>
    public EventFilterFactory(TestKitBase testkit, ActorSystem system) : this(testkit, system, null)
    {
    }

    /// <summary>For a system, beside other filters.</summary>
    public EventFilterFactory(TestKitBase testkit, ActorSystem actorSystem, IReadOnlyList<EventFilterBase> filters)
    {
        _testkit = testkit;
        _system = actorSystem;
        _filters = filters;
    }

    /// <summary>Errors of an exception.</summary>
    public IEventFilterApplier Exception<TException>(Regex pattern, string source = null) where TException : Exception => Exception(typeof(TException), pattern, source);

    /// <summary>Errors of an exception.</summary>
    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string source = null, bool checkInnerExceptions = false) =>
        Apply(new ErrorFilter(exceptionType, new RegexMatcher(pattern), SourceMatcher(source), checkInnerExceptions));

    /// <summary>Errors of an exception.</summary>
    public IEventFilterApplier Exception<TException>(string message = null, string start = null, string contains = null, string source = null) where TException : Exception =>
        Exception(typeof(TException), message, start, contains, source);

    /// <summary>Errors of an exception.</summary>
    public IEventFilterApplier Exception(Type exceptionType, string message = null, string start = null, string contains = null, string source = null, bool checkInnerExceptions = false) =>
        Apply(new ErrorFilter(exceptionType, CreateMessageMatcher(message, start, contains), SourceMatcher(source), checkInnerExceptions));

    /// <summary>Errors.</summary>
    public IEventFilterApplier Error(string message = null, string start = null, string contains = null, string source = null) =>
        Apply(new ErrorFilter(CreateMessageMatcher(message, start, contains), SourceMatcher(source)));

    /// <summary>Errors.</summary>
    public IEventFilterApplier Error(Regex pattern, string source = null) => Apply(new ErrorFilter(new RegexMatcher(pattern), SourceMatcher(source)));

    /// <summary>Warnings.</summary>
    public IEventFilterApplier Warning(string message = null, string start = null, string contains = null, string source = null) =>
        Apply(new WarningFilter(CreateMessageMatcher(message, start, contains), SourceMatcher(source)));

    /// <summary>Warnings.</summary>
    public IEventFilterApplier Warning(Regex pattern, string source = null) => Apply(new WarningFilter(new RegexMatcher(pattern), SourceMatcher(source)));

    /// <summary>Lines of what goes on.</summary>
    public IEventFilterApplier Info(string message = null, string start = null, string contains = null, string source = null) =>
        Apply(new InfoFilter(CreateMessageMatcher(message, start, contains), SourceMatcher(source)));

    /// <summary>Lines of what goes on.</summary>
    public IEventFilterApplier Info(Regex pattern, string source = null) => Apply(new InfoFilter(new RegexMatcher(pattern), SourceMatcher(source)));

    /// <summary>Debug lines.</summary>
    public IEventFilterApplier Debug(string message = null, string start = null, string contains = null, string source = null) =>
        Apply(new DebugFilter(CreateMessageMatcher(message, start, contains), SourceMatcher(source)));

    /// <summary>Debug lines.</summary>
    public IEventFilterApplier Debug(Regex pattern, string source = null) => Apply(new DebugFilter(new RegexMatcher(pattern), SourceMatcher(source)));

    /// <summary>Dead letters.</summary>
    public IEventFilterApplier DeadLetter() => Apply(new DeadLettersFilter(null, null));

    /// <summary>Dead letters of a type.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(string source = null) => DeadLetter(letter => letter.Message is TMessage, source);

    /// <summary>Dead letters of a type that a function accepts.</summary>
    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string source = null) =>
        DeadLetter(letter => letter.Message is TMessage message && isMatch(message), source);

    /// <summary>Dead letters of a type.</summary>
    public IEventFilterApplier DeadLetter(Type type, string source = null) => DeadLetter(letter => type.IsInstanceOfType(letter.Message), source);

    /// <summary>Dead letters of a type that a function accepts.</summary>
    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string source = null) =>
        DeadLetter(letter => type.IsInstanceOfType(letter.Message) && isMatch(letter.Message), source);

    /// <summary>Lines that a predicate accepts.</summary>
    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Apply(new CustomEventFilter(predicate));

    /// <summary>Lines of a type that a predicate accepts.</summary>
    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate) where TLogEvent : LogEvent =>
        Custom(log => log is TLogEvent typed && predicate(typed));

    /// <summary>Lines of a level.</summary>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, string message = null, string start = null, string contains = null, string source = null) => logLevel switch
    {
        LogLevel.DebugLevel => Debug(message, start, contains, source),
        LogLevel.InfoLevel => Info(message, start, contains, source),
        LogLevel.WarningLevel => Warning(message, start, contains, source),
        LogLevel.ErrorLevel => Error(message, start, contains, source),
        _ => throw new ArgumentOutOfRangeException(nameof(logLevel), logLevel, $"Unknown {nameof(LogLevel)} value."),
    };

    /// <summary>Lines of a level.</summary>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string source = null) => logLevel switch
    {
        LogLevel.DebugLevel => Debug(pattern, source),
        LogLevel.InfoLevel => Info(pattern, source),
        LogLevel.WarningLevel => Warning(pattern, source),
        LogLevel.ErrorLevel => Error(pattern, source),
        _ => throw new ArgumentOutOfRangeException(nameof(logLevel), logLevel, $"Unknown {nameof(LogLevel)} value."),
    };

    /// <summary>A matcher of a message.</summary>
    protected static IStringMatcher CreateMessageMatcher(string message, string start, string contains) =>
        message is not null ? new EqualsString(message)
        : start is not null ? new StartsWithString(start)
        : contains is not null ? new ContainsString(contains)
        : null;

    /// <summary>Applies a filter to a system's log.</summary>
    protected IEventFilterApplier CreateApplier(EventFilterBase filter, ActorSystem system) =>
        new EventFilterApplier(_testkit, system, _filters is null ? [filter] : [.. _filters, filter]);

    private IEventFilterApplier DeadLetter(Predicate<DeadLetter> isMatch, string source) => Apply(new DeadLettersFilter(null, SourceMatcher(source), isMatch));

    private IEventFilterApplier Apply(EventFilterBase filter) => CreateApplier(filter, _system);

    private static IStringMatcher SourceMatcher(string source) => source is null ? null : new EqualsStringAndPathMatcher(source);
}
