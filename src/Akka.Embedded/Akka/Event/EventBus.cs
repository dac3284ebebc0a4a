#nullable disable
using Akka.Actor;

namespace Akka.Event;

/// <summary>Brings events to those who subscribed to their class.</summary>
public abstract class EventBus<TEvent, TClassifier, TSubscriber>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TSubscriber, List<Mark>> _marks = [];
    private Dictionary<TClassifier, TSubscriber[]> _cache = [];

    /// <summary>Subscribes to a class of events and all classes below it.</summary>
    /// <returns>False when it was subscribed to exactly this class already.</returns>
    public virtual bool Subscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            if (!_marks.TryGetValue(subscriber, out var marks)) _marks[subscriber] = marks = [];
            if (marks.Contains(new Mark(classifier, Wanted: true)) && !marks.Any(m => !m.Wanted && IsSubClassification(classifier, m.Class))) return false;
            Set(marks, new Mark(classifier, Wanted: true));
            return true;
        }
    }

    /// <summary>Ends all of a subscriber's subscriptions.</summary>
    /// <returns>False when it had none.</returns>
    public virtual bool Unsubscribe(TSubscriber subscriber)
    {
        lock (_lock)
        {
            _cache = [];
            return _marks.Remove(subscriber);
        }
    }

    /// <summary>Ends a subscription to a class and all classes below it; a subscription to a class above stays for all others.</summary>
    /// <returns>False when there was none.</returns>
    public virtual bool Unsubscribe(TSubscriber subscriber, TClassifier classifier)
    {
        lock (_lock)
        {
            if (!_marks.TryGetValue(subscriber, out var marks)) return false;
            if (!Wants(marks, classifier) && !marks.Any(m => m.Wanted && IsSubClassification(classifier, m.Class))) return false;
            Set(marks, new Mark(classifier, Wanted: false));
            if (!marks.Any(m => m.Wanted)) _marks.Remove(subscriber);
            return true;
        }
    }

    /// <summary>Brings an event to each subscriber once.</summary>
    public virtual void Publish(TEvent @event)
    {
        foreach (var subscriber in SubscribersOf(@event)) Publish(@event, subscriber);
    }

    /// <summary>Whether <paramref name="child"/> is <paramref name="parent"/> or below it.</summary>
    protected abstract bool IsSubClassification(TClassifier parent, TClassifier child);

    /// <summary>Brings an event to a subscriber.</summary>
    protected abstract void Publish(TEvent @event, TSubscriber subscriber);

    /// <summary>Whether an event is of a class.</summary>
    protected abstract bool Classify(TEvent @event, TClassifier classifier);

    /// <summary>The class of an event.</summary>
    protected abstract TClassifier GetClassifier(TEvent @event);

    /// <summary>The name of an object's type.</summary>
    protected string SimpleName(object source) => SimpleName(source.GetType());

    /// <summary>The name of a type.</summary>
    protected string SimpleName(Type source) => source.Name;

    private TSubscriber[] SubscribersOf(TEvent @event)
    {
        var classifier = GetClassifier(@event);
        if (Volatile.Read(ref _cache).TryGetValue(classifier, out var known)) return known;
        lock (_lock)
        {
            var found = _marks.Where(s => Wants(s.Value, classifier)).Select(s => s.Key).ToArray();
            _cache = new Dictionary<TClassifier, TSubscriber[]>(_cache) { [classifier] = found };
            return found;
        }
    }

    /// <summary>Whether some subscription covers a class and no exception below that subscription does.</summary>
    private bool Wants(List<Mark> marks, TClassifier classifier) => marks.Any(m => m.Wanted && IsSubClassification(m.Class, classifier)
        && !marks.Any(e => !e.Wanted && IsSubClassification(e.Class, classifier) && IsSubClassification(m.Class, e.Class)));

    private void Set(List<Mark> marks, Mark mark)
    {
        marks.RemoveAll(m => IsSubClassification(mark.Class, m.Class));
        marks.Add(mark);
        _cache = [];
    }

    private readonly record struct Mark(TClassifier Class, bool Wanted);
}

/// <summary>An event bus whose subscribers are actors.</summary>
public abstract class ActorEventBus<TEvent, TClassifier> : EventBus<TEvent, TClassifier, IActorRef>;
