namespace Akka.Configuration.Hocon;

/// <summary>The outermost value of one HOCON text.</summary>
public class HoconRoot
{
    /// <summary>A root with nothing in it.</summary>
    protected HoconRoot() : this(new HoconValue()) { }

    /// <summary>A root around a value.</summary>
    public HoconRoot(HoconValue value) => Value = value;

    /// <summary>The value, an object or an array.</summary>
    public HoconValue Value { get; }
}
