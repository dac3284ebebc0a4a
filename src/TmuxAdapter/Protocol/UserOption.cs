using System.Buffers;

namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>The names of tmux's user options.</summary>
internal static class UserOption
{
    private static readonly SearchValues<char> _characters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    /// <exception cref="ArgumentException">It is no name of a user option.</exception>
    public static void Check(string name)
    {
        if (name.Length < 2 || name[0] != '@' || name.AsSpan(1).ContainsAnyExcept(_characters))
            throw new ArgumentException($"\"{name}\" cannot be a user option: write @ and letters, digits, - or _.", nameof(name));
    }

    public static IEnumerable<TmuxCommand> Set(IReadOnlyDictionary<string, string> options, string target)
    {
        foreach (var (name, value) in options)
        {
            Check(name);
            yield return new TmuxCommand("set-option", "-p", "-t", target, "--", name, value);
        }
    }
}
