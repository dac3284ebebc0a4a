namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>tmux's ids: <c>$1</c> a session, <c>@1</c> a window, <c>%1</c> a pane. Names are never used as targets: tmux guesses with them.</summary>
internal static class TmuxId
{
    public static string Session(string id) => Check(id, '$', "session");

    public static string Window(string id) => Check(id, '@', "window");

    public static string Pane(string id) => Check(id, '%', "pane");

    /// <summary>Whether tmux said that the target is not there.</summary>
    public static bool IsMissing(TmuxCommandException e) =>
        e.Reason.StartsWith("can't find ", StringComparison.Ordinal) || e.Reason.StartsWith("no such ", StringComparison.Ordinal);

    /// <summary>Whether tmux said that the name is taken.</summary>
    public static bool IsDuplicate(TmuxCommandException e) => e.Reason.StartsWith("duplicate session", StringComparison.Ordinal);

    private static string Check(string id, char mark, string kind) =>
        id.Length > 1 && id[0] == mark && !id.AsSpan(1).ContainsAnyExceptInRange('0', '9')
            ? id
            : throw new ArgumentException($"\"{id}\" is not the id of a {kind}: it is {mark} and a number.", nameof(id));
}
