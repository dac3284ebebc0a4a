namespace Akka.Configuration.Hocon;

/// <summary>A piece of text: a string, number, boolean, duration or size. A null <see cref="Value"/> is HOCON's <c>null</c>.</summary>
public class HoconLiteral : IHoconElement
{
    /// <summary>The text, without quotes.</summary>
    public string? Value { get; set; }

    /// <inheritdoc />
    public bool IsString() => true;

    /// <inheritdoc />
    public string? GetString() => Value;

    /// <inheritdoc />
    public bool IsArray() => false;

    /// <inheritdoc />
    public IList<HoconValue> GetArray() => throw new ConfigurationException($"\"{Value}\" is no array.");

    /// <summary>The text as it can stand in HOCON.</summary>
    public override string ToString() => HoconText.Quoted(Value);
}
