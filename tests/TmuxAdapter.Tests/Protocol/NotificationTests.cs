using Orchestrator.TmuxAdapter.Protocol;
using Xunit;
using static Orchestrator.TmuxAdapter.TmuxNotification;

namespace Orchestrator.TmuxAdapter.Tests.Protocol;

public sealed class NotificationTests
{
    public static TheoryData<string, string, TmuxNotification> Said => new()
    {
        { "window-add", "@5", new WindowAdded("@5") },
        { "unlinked-window-add", "@5", new WindowAdded("@5") },
        { "unlinked-window-close", "@5", new WindowClosed("@5") },
        { "window-close", "@5", new WindowClosed("@5") },
        { "window-renamed", "@5 my  window", new WindowRenamed("@5", "my  window") },
        { "unlinked-window-renamed", "@5 ", new WindowRenamed("@5", "") },
        { "layout-change", "@5 a882,100x30,0,0,5 a882,100x30,0,0,5 ", new LayoutChanged("@5") },
        { "window-pane-changed", "@5 %7", new ActivePaneChanged("@5", "%7") },
        { "session-window-changed", "$1 @5", new CurrentWindowChanged("$1", "@5") },
        { "pane-mode-changed", "%7", new PaneModeChanged("%7") },
        { "sessions-changed", "", new SessionsChanged() },
        { "session-renamed", "$1 a b", new SessionRenamed("$1", "a b") },
        { "client-session-changed", "/dev/pts/3 $1 a b", new ClientAttached("/dev/pts/3", "$1", "a b") },
        { "client-detached", "/dev/pts/3", new ClientDetached("/dev/pts/3") },
        { "paste-buffer-changed", "buffer0", new Other("paste-buffer-changed", "buffer0") },
    };

    [Theory, MemberData(nameof(Said))]
    public void What_tmux_says_is_typed(string name, string arguments, TmuxNotification expected) =>
        Assert.Equal(expected, TmuxNotification.From(new ControlModeMessage.Notification(name, arguments)));
}
