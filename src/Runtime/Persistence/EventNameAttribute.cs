namespace Orchestrator.Runtime.Persistence;

/// <summary>The name under which a type of event or snapshot is stored, e.g. <c>agent.message-queued.v1</c>. It outlives the type's C# name.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventNameAttribute(string name) : Attribute
{
    /// <summary>Lower-case words, dots and hyphens, with a version at its end.</summary>
    public string Name { get; } = name;
}
