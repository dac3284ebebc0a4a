using System.Buffers;
using System.Text;

namespace Orchestrator.TmuxAdapter.Protocol;

/// <summary>One tmux command with its arguments, quoted: an argument is always exactly one word to tmux.</summary>
/// <remarks>Quoting does not stop a command from expanding formats in an argument: see <see cref="TmuxFormat.Escape"/>.</remarks>
public sealed class TmuxCommand
{
    private readonly byte[] _line;

    /// <param name="name">The command's name, e.g. <c>kill-window</c>: letters and dashes.</param>
    /// <param name="arguments">Its flags and values. None may hold a NUL.</param>
    /// <exception cref="ArgumentException">The name is no command name, or an argument holds a NUL.</exception>
    public TmuxCommand(string name, params IEnumerable<string> arguments)
        : this(name, arguments.Select(a => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(a)))
    {
    }

    /// <inheritdoc cref="TmuxCommand(string, IEnumerable{string})"/>
    public TmuxCommand(string name, IEnumerable<ReadOnlyMemory<byte>> arguments)
    {
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(_nameCharacters))
            throw new ArgumentException($"\"{name}\" is not the name of a tmux command.", nameof(name));

        Name = name;
        var line = new ArrayBufferWriter<byte>(128);
        line.Write(Encoding.ASCII.GetBytes(name));
        foreach (var argument in arguments)
        {
            line.Write(" "u8);
            CommandQuoting.Write(argument.Span, line);
        }

        _line = line.WrittenSpan.ToArray();
    }

    private static readonly SearchValues<char> _nameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-");

    /// <summary>The command's name. Its arguments are not shown in messages: they may hold secrets.</summary>
    public string Name { get; }

    /// <summary>The command as tmux reads it, without a line end.</summary>
    public ReadOnlySpan<byte> Line => _line;

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Several commands as one, e.g. for an argument of <c>if-shell</c>.</summary>
    public static byte[] Join(IEnumerable<TmuxCommand> commands)
    {
        var line = new ArrayBufferWriter<byte>(256);
        WriteJoined(commands, line);
        return line.WrittenSpan.ToArray();
    }

    internal static void WriteJoined(IEnumerable<TmuxCommand> commands, IBufferWriter<byte> output)
    {
        var isFirst = true;
        foreach (var command in commands)
        {
            if (!isFirst) output.Write(" ; "u8);
            isFirst = false;
            output.Write(command.Line);
        }
    }
}
