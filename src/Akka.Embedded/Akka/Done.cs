#nullable disable
namespace Akka;

/// <summary>The result of an operation that has none but its completion.</summary>
public sealed class Done
{
    /// <summary>The only instance.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
