#nullable disable
namespace Akka.Actor.Internal;

/// <summary>Numbers as short names: a, b, … A, … 0, … +, ~, ab, bb.</summary>
internal static class Base64
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    /// <summary>The name of a number, lowest digit first.</summary>
    public static string Encode(long value)
    {
        Span<char> text = stackalloc char[11];
        var length = 0;
        var rest = (ulong)value;
        do
        {
            text[length++] = Digits[(int)(rest & 63)];
            rest >>= 6;
        }
        while (rest != 0);
        return text[..length].ToString();
    }
}
