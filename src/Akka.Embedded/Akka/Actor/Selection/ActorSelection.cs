#nullable disable
namespace Akka.Actor;

/// <summary>The actors at a path, whoever they are at the moment a message comes by.</summary>
public class ActorSelection : ICanTell
{
    /// <summary>Selects nothing.</summary>
    public ActorSelection()
    {
    }

    /// <summary>Selects by steps from an actor.</summary>
    public ActorSelection(IActorRef anchor, SelectionPathElement[] path)
    {
        Anchor = anchor;
        Path = path;
    }

    /// <summary>Selects by a path from an actor.</summary>
    public ActorSelection(IActorRef anchor, string path) : this(anchor, string.IsNullOrEmpty(path) ? [] : path.Split('/'))
    {
    }

    /// <summary>Selects by names from an actor; <c>..</c> goes up, <c>*</c> and <c>?</c> are wildcards, <c>**</c> at the end means all below.</summary>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements) : this(anchor, Parse(elements.ToArray()))
    {
    }

    /// <summary>Where the path begins.</summary>
    public IActorRef Anchor { get; private set; }

    /// <summary>The steps.</summary>
    public SelectionPathElement[] Path { get; private set; }

    /// <summary>The steps as text.</summary>
    public string PathString => "/" + string.Join("/", Path.Select(step => step.ToString()));

    /// <summary>Sends a message to all actors that the path leads to now.</summary>
    public void Tell(object message, IActorRef sender = null)
    {
        sender ??= ActorCell.GetCurrentSelfOrNoSender();
        Deliver(Anchor, sender, new ActorSelectionMessage(message, Path));
    }

    /// <summary>Asks for the one actor that the path leads to.</summary>
    /// <exception cref="ActorNotFoundException">There is none, or no answer came in time.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>Asks for the one actor that the path leads to.</summary>
    /// <exception cref="ActorNotFoundException">There is none, or no answer came in time.</exception>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            var identity = await this.Ask<ActorIdentity>(new Identify(Guid.NewGuid()), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException($"subject was null: no actor is at {Anchor.Path}{PathString}");
        }
        catch (Exception cause) when (cause is not ActorNotFoundException)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection " + this, cause);
        }
    }

    /// <summary>Equality of anchor and steps.</summary>
    protected bool Equals(ActorSelection other) =>
        other is not null && Equals(Anchor, other.Anchor) && Equals(PathString, other.PathString);

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is ActorSelection other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    /// <inheritdoc/>
    public override string ToString()
    {
        var uid = Anchor.Path.Uid == 0 ? "" : $"#{Anchor.Path.Uid}";
        return $"ActorSelection[Anchor({Anchor.Path}{uid}), Path({PathString})]";
    }

    /// <summary>Goes as many steps as this process can, then hands the message over.</summary>
    internal static void Deliver(IActorRef anchor, IActorRef sender, ActorSelectionMessage message)
    {
        if (message.Elements.Length == 0)
        {
            anchor.Tell(message.Message, sender);
            return;
        }

        var current = anchor;
        for (var i = 0; i < message.Elements.Length; i++)
        {
            if (current is not ActorRefWithCell withCell)
            {
                current.Tell(message.Copy(elements: message.Elements[i..]), sender);
                return;
            }

            var last = i == message.Elements.Length - 1;
            switch (message.Elements[i])
            {
                case SelectParent:
                    current = withCell.Parent.IsNobody() || withCell.Parent is not ActorRefWithCell ? withCell : withCell.Parent;
                    break;
                case SelectChildName byName when withCell.GetSingleChild(byName.Name) is { } child && !child.IsNobody():
                    current = child;
                    break;
                case SelectChildName:
                    NotFound(withCell, sender, message, message.Elements[i..]);
                    return;
                case SelectChildRecursive:
                    foreach (var each in Descendants(withCell)) each.Tell(message.Message, sender);
                    return;
                case SelectChildPattern pattern:
                    FanOut(withCell, pattern, sender, message, message.Elements[(i + 1)..]);
                    return;
            }

            if (last) current.Tell(message.Message, sender);
        }
    }

    private static void FanOut(ActorRefWithCell parent, SelectChildPattern pattern, IActorRef sender, ActorSelectionMessage message, SelectionPathElement[] rest)
    {
        var children = parent.Children.Where(c => Util.WildcardMatch.Like(c.Path.Name, pattern.PatternStr)).ToArray();
        if (children.Length == 0)
        {
            NotFound(parent, sender, message, [pattern, .. rest]);
            return;
        }

        var spread = message.WildCardFanOut || children.Length > 1;
        foreach (var child in children)
        {
            if (rest.Length == 0) child.Tell(message.Message, sender);
            else Deliver(child, sender, new ActorSelectionMessage(message.Message, rest, spread));
        }
    }

    private static void NotFound(ActorRefWithCell at, IActorRef sender, ActorSelectionMessage message, SelectionPathElement[] rest)
    {
        if (message.WildCardFanOut) return;
        var system = ((LocalActorRef)at).Cell.SystemImpl;
        var path = at.Path / rest.Select(step => step.ToString());
        new EmptyLocalActorRef(system.Provider, path, system.EventStream).Tell(message, sender);
    }

    private static IEnumerable<IActorRef> Descendants(ActorRefWithCell parent) =>
        parent.Children.SelectMany(child => child is ActorRefWithCell below ? Descendants(below).Prepend(child) : [child]);

    private static SelectionPathElement[] Parse(string[] elements)
    {
        var steps = new List<SelectionPathElement>();
        for (var i = 0; i < elements.Length; i++)
        {
            switch (elements[i])
            {
                case "": break;
                case "..": steps.Add(SelectParent.Instance); break;
                case "**" when elements.Skip(i + 1).All(string.IsNullOrEmpty): steps.Add(SelectChildRecursive.Instance); break;
                case "**": throw new IllegalActorNameException("Double wildcard can only appear at the last path entry");
                case var name when name.Contains('*', StringComparison.Ordinal) || name.Contains('?', StringComparison.Ordinal): steps.Add(new SelectChildPattern(name)); break;
                case var name: steps.Add(new SelectChildName(name)); break;
            }
        }

        return [.. steps];
    }
}
