using Orchestrator.TmuxAdapter.Protocol;

namespace Orchestrator.TmuxAdapter.Connection;

/// <summary>A line written to tmux whose reply has not come yet. Replies come in the order of the lines.</summary>
internal abstract class PendingReply(string command)
{
    public string Command { get; } = command;

    /// <summary>Timestamp of the writing, by the connection's clock.</summary>
    public long WrittenAt { get; set; }

    /// <summary>Takes one block.</summary>
    /// <returns>Whether the reply is complete.</returns>
    public abstract bool Take(ControlModeMessage.Reply block);

    /// <summary>Takes a line outside any block, which tmux prints late for commands that wait.</summary>
    public virtual void Take(ControlModeMessage.LooseText text)
    {
    }

    public abstract void Fail(Exception cause);
}

/// <summary>The reply to one command: one block.</summary>
internal sealed class SingleReply(string command) : PendingReply(command)
{
    private readonly TaskCompletionSource<IReadOnlyList<string>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<IReadOnlyList<string>> Task => _completion.Task;

    public override bool Take(ControlModeMessage.Reply block)
    {
        if (block.IsError) _completion.TrySetException(new TmuxCommandException(Command, string.Join(' ', block.Lines)));
        else _completion.TrySetResult(block.Lines);
        return true;
    }

    public override void Fail(Exception cause) => _completion.TrySetException(cause);
}

/// <summary>The reply to a list of commands: any number of blocks (an error drops the rest of the list, <c>if-shell</c> adds
/// blocks), then that of a sentinel which prints a text nobody else prints.</summary>
internal sealed class ListReply(IReadOnlyList<TmuxCommand> commands, string sentinel) : PendingReply(commands[0].Name)
{
    private readonly TaskCompletionSource<IReadOnlyList<IReadOnlyList<string>>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IReadOnlyList<string>> _blocks = [];
    private string? _late;
    private TmuxCommandException? _error;

    public Task<IReadOnlyList<IReadOnlyList<string>>> Task => _completion.Task;

    public override bool Take(ControlModeMessage.Reply block)
    {
        if (block.Lines is [var only] && only == sentinel) return Complete();
        if (block.IsError)
            _error ??= new TmuxCommandException(commands[Math.Min(_blocks.Count, commands.Count - 1)].Name, string.Join(' ', block.Lines), _blocks.Count);
        else _blocks.Add(block.Lines);
        return false;
    }

    public override void Take(ControlModeMessage.LooseText text) => _late ??= text.Line;

    public override void Fail(Exception cause) => _completion.TrySetException(cause);

    private bool Complete()
    {
        if (_error is { } error)
            _completion.TrySetException(_late is null ? error : new TmuxCommandException(error.Command, $"{_late}: {error.Reason}", error.Index));
        else _completion.TrySetResult(_blocks);
        return true;
    }
}
