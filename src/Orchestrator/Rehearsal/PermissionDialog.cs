using Orchestrator.Rehearsal.Input;

namespace Orchestrator.Rehearsal;

/// <summary>A dialog that asks for permission, as the coding agents show it: keys answer it, text is lost in it.</summary>
/// <param name="Request">What permission is asked for.</param>
/// <param name="Selected">The choice that Enter takes: 0 allows, 1 refuses.</param>
internal sealed record PermissionDialog(string Request, int Selected = 0)
{
    /// <summary>The choices by number.</summary>
    public static IReadOnlyList<string> Choices { get; } = ["Yes", "No"];

    /// <summary>What one key does.</summary>
    /// <param name="key">The key.</param>
    /// <param name="digitsOnly">Whether letters and Enter are ignored.</param>
    /// <returns>The dialog afterwards, and the answer, if it was one.</returns>
    public (PermissionDialog Dialog, bool? Allowed) Press(TerminalKey key, bool digitsOnly) => key switch
    {
        TerminalKey.Escape or TerminalKey.Interrupt => (this, false),
        TerminalKey.Enter when !digitsOnly => (this, Selected == 0),
        TerminalKey.Up => (this with { Selected = 0 }, null),
        TerminalKey.Down => (this with { Selected = 1 }, null),
        _ => (this, null),
    };

    /// <summary>What one typed character does: digits and letters are hot-keys.</summary>
    public static bool? Type(byte character, bool digitsOnly) => (char)character switch
    {
        '1' => true,
        '2' => false,
        'y' or 'Y' when !digitsOnly => true,
        'n' or 'N' when !digitsOnly => false,
        _ => null,
    };
}
