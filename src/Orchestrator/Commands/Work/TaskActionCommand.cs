using Orchestrator.Api.Client;
using Orchestrator.Api.Contracts;
using Orchestrator.Commands.Shared;
using System.CommandLine;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc task assign</c>, <c>start</c>, <c>block</c>, <c>done</c> and <c>reopen</c>: doing one of them twice is doing it once.</summary>
internal sealed class TaskActionCommand : OrcCommand
{
    private readonly string _action;
    private readonly bool _wordsNeeded;
    private readonly Argument<string> _id = new("id") { Description = "The task: T3, or shop:T3" };
    private readonly Argument<string>? _agent;
    private readonly Argument<string[]>? _words;
    private readonly Option<string> _project = ProjectChoice.Option();

    /// <param name="action">The verb.</param>
    /// <param name="description">For the help.</param>
    /// <param name="example">For the help.</param>
    /// <param name="agent">Whether an agent is named.</param>
    /// <param name="words">What the words after the id say; <c>null</c> when there are none.</param>
    /// <param name="wordsNeeded">Whether there must be some.</param>
    internal TaskActionCommand(string action, string description, string example, bool agent = false, string? words = null, bool wordsNeeded = true)
        : base(action, description, example)
    {
        (_action, _wordsNeeded) = (action, words is not null && wordsNeeded);
        Add(_id);
        if (agent) Add(_agent = new Argument<string>("agent") { Description = "The agent's name" });
        if (words is not null) Add(_words = new Argument<string[]>("text") { Description = words, Arity = ArgumentArity.ZeroOrMore });
        Add(_project);
    }

    protected override int Run(Invocation call)
    {
        var (project, id) = ProjectChoice.OfTask(call, call.Value(_id), call.Value(_project));
        var words = _words is null ? [] : call.Value(_words);
        if (_wordsNeeded && words.Length == 0) throw CommandFailure.Usage("The reason is missing.", $"Write it behind the task: orc task {_action} {id} \"why\"");
        var request = new TaskActionRequest(_agent is null ? null : call.Value(_agent), words.Length == 0 ? null : Invocation.TextOf(words, null));
        var answer = call.Daemon.Post(ProjectChoice.Path(project, $"tasks/{Uri.EscapeDataString(id)}/{_action}"), request, ApiJson.Default.TaskActionRequest, Repeat.Safe);
        return call.Answer(answer, to => TaskCommands.Write(to, answer.GetProperty("task")));
    }
}
