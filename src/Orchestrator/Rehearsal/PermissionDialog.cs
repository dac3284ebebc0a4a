using Orchestrator.Rehearsal.Input;

namespace Orchestrator.Rehearsal;

/// <summary>A dialog that asks for permission, as the coding agents show it: keys answer it, text is lost in it.</summary>
/// <param name="Request">What permission is asked for.</param>
/// <param name="Selected">The choice that Enter takes: 0 goes on, 1 ends the turn.</param>
internal sealed record PermissionDialog(string Request, int Selected = 0)
{
    /// <summary>What stands above the request.</summary>
    public string Heading { get; init; } = "Bash command";

    /// <summary>What stands above the choices.</summary>
    public string Question { get; init; } = "Do you want to proceed?";

    /// <summary>The choices by number.</summary>
    public IReadOnlyList<string> Choices { get; init; } = ["Yes", "No"];

    /// <summary>The dialog that Claude Code opens at a usage limit.</summary>
    public static PermissionDialog OfLimit(string text) => new(text)
    {
        Heading = "/rate-limit-options",
        Question = "What do you want to do?",
        Choices = ["Stop and wait for limit to reset", "Upgrade your plan"],
    };

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
