namespace Orchestrator.TmuxAdapter.Processes;

/// <summary>The small shell program that stands between tmux and the program of a window.</summary>
/// <remarks>
/// <para>Why: tmux before 3.7 closes a pane's terminal when its process ends, without reading what is left in it, and loses the program's
/// last words: of 80 KB, most times some. So the wrapper outlives the program until the terminal has answered a status request
/// (<see cref="EndMarker"/>; it shows nothing), for then everything before it has been read; at most 2 s. A fixed wait of a millisecond still
/// lost bytes when 20 panes wrote at full speed.</para>
/// <para>The program is its only child, in a process group of its own in the terminal's foreground (<c>-m</c>), so keys and signals to the
/// foreground reach the program and not the wrapper; a program stopped by Ctrl-Z is continued at once. A hang-up of the terminal
/// and the wrapper's own death reach the program as SIGHUP, from the kernel.</para>
/// <para>The exit code is handed on. A death by signal is repeated by the wrapper, so that tmux reports the signal; a program that exits
/// with 128 + a deadly signal's number cannot be told from one that the signal killed, as in every shell.</para>
/// </remarks>
internal static class PaneWrapper
{
    // 147–150 stop a process and 145, 146, 151 and 156 do nothing to it: those are exit codes.
    private const string Script =
        """
        exec 3>&2 2>/dev/null
        "$@" 2>&3 3>&-
        rc=$?
        while case $rc in 14[789]|150) jobs %% >/dev/null;; *) false;; esac; do fg >/dev/null; rc=$?; done
        stty -icanon -echo min 0 time 20
        printf '\033[5;20251;1121n' >&3
        while said=$(dd bs=64 count=1) && case $said in '' | *'[0n'*) false;; esac; do :; done
        case $rc in
        14[5-9]|15[016]) ;;
        129|1[3-8][0-9]|19[012]) ulimit -c 0; kill -$((rc - 128)) $$;;
        esac
        exit $rc
        """;

    private static readonly string[] _shell = ["/bin/sh", "-mc", Script, "sh"];

    public static IEnumerable<string> Wrap(IEnumerable<string> command) => [.. _shell, .. command];

    public static bool IsWrapper(IReadOnlyList<string> commandLine) => commandLine.Take(_shell.Length).SequenceEqual(_shell);
}
