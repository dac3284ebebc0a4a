#nullable disable
namespace Akka.Actor;

/// <summary>One step of a selection.</summary>
public abstract class SelectionPathElement;

/// <summary>Down to the child with a name.</summary>
public class SelectChildName : SelectionPathElement
{
    /// <summary>With a name.</summary>
    public SelectChildName(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>Equality of the name.</summary>
    protected bool Equals(SelectChildName other) => Name == other?.Name;

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is SelectChildName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>Down to the children whose names fit a pattern with <c>*</c> and <c>?</c>.</summary>
public class SelectChildPattern : SelectionPathElement
{
    /// <summary>With a pattern.</summary>
    public SelectChildPattern(string patternStr) => PatternStr = patternStr;

    /// <summary>The pattern.</summary>
    public string PatternStr { get; }

    /// <summary>Equality of the pattern.</summary>
    protected bool Equals(SelectChildPattern other) => PatternStr == other?.PatternStr;

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is SelectChildPattern other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => PatternStr?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    public override string ToString() => PatternStr;
}

/// <summary>Down to all descendants.</summary>
public class SelectChildRecursive : SelectionPathElement
{
    /// <summary>An instance; all are equal.</summary>
    public static readonly SelectChildRecursive Instance = new();

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is SelectChildRecursive;

    /// <inheritdoc/>
    public override int GetHashCode() => 17;

    /// <inheritdoc/>
    public override string ToString() => "**";
}

/// <summary>Up to the parent.</summary>
public class SelectParent : SelectionPathElement
{
    /// <summary>An instance; all are equal.</summary>
    public static readonly SelectParent Instance = new();

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is SelectParent;

    /// <inheritdoc/>
    public override int GetHashCode() => 31;

    /// <inheritdoc/>
    public override string ToString() => "..";
}
