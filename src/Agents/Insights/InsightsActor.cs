using Akka.Actor;
using Akka.Event;
using Orchestrator.Agents.Messaging;
using Orchestrator.Agents.Orchestration;
using Orchestrator.Agents.Overview;
using Orchestrator.Runtime.Persistence;
using System.Collections.Immutable;
using static Orchestrator.Agents.Insights.InsightEvents;
using static Orchestrator.Agents.Insights.InsightMessages;
using static Orchestrator.Agents.Messaging.MessagingMessages;

namespace Orchestrator.Agents.Insights;

/// <summary>Keeps insights, and tells each running project's manager once of those that concern it, in a message with the source.</summary>
public sealed class InsightsActor : EventSourcedActor<InsightBook>, IWithTimers
{
    /// <summary>Its persistence id.</summary>
    public const string Id = "insights";

    // A manager whose mailbox is full, or that is out of order, is tried again.
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private readonly IActorRef _orchestrator;
    private readonly Func<ProjectView, ImmutableHashSet<string>> _topicsOf;
    private readonly Dictionary<ProjectName, ImmutableHashSet<string>> _running = [];
    private readonly HashSet<long> _sending = [];

    /// <param name="orchestrator">Passes messages on.</param>
    /// <param name="topicsOf">Reads a project's topics; called outside of the actor's thread.</param>
    public InsightsActor(IActorRef orchestrator, Func<ProjectView, ImmutableHashSet<string>> topicsOf)
        : base(new InsightBook())
    {
        (_orchestrator, _topicsOf) = (orchestrator, topicsOf);
        Command<GetInsights>(_ => Sender.Tell(new InsightList(State.All, State.Told)));
        Command<ProjectView>(OnProject);
        Command<ProjectRemoved>(removed => _running.Remove(removed.Name));
        Command<TopicsRead>(OnTopics);
        Command<Sent>(OnSent);
        Command<Retry>(_ => SendAll());
        Command<Status.Failure>(failure => Log.Warning(failure.Cause, "A project's topics could not be read."));
    }

    /// <inheritdoc/>
    public ITimerScheduler Timers { get; set; } = null!; // set by the actor system

    /// <inheritdoc/>
    public override string PersistenceId => Id;

    /// <summary>How it is made.</summary>
    public static Props Props(IActorRef orchestrator, Func<ProjectView, ImmutableHashSet<string>> topicsOf) =>
        Akka.Actor.Props.Create(() => new InsightsActor(orchestrator, topicsOf));

    /// <inheritdoc/>
    protected override void PreStart()
    {
        base.PreStart();
        Context.System.EventStream.Subscribe(Self, typeof(ProjectView));
        Context.System.EventStream.Subscribe(Self, typeof(ProjectRemoved));
    }

    /// <inheritdoc/>
    protected override Decision Decide(ICommand command) => State.Decide(command, Now);

    /// <summary>Letters without an outcome are sent again; by their key they are the same messages.</summary>
    protected override void Reconcile() => SendAll();

    /// <inheritdoc/>
    protected override void React(IEvent @event)
    {
        switch (@event)
        {
            case InsightShared:
                foreach (var (project, topics) in _running) Self.Tell(new AddressProject(project, topics));
                break;
            case InsightsAddressed e:
                Send(e.Letter);
                break;
            default:
                break; // outcomes need nothing done
        }
    }

    private void OnProject(ProjectView view)
    {
        if (view.State is not ProjectState.Running)
            _running.Remove(view.Name);
        else if (!_running.ContainsKey(view.Name))
            Task.Run(() => new TopicsRead(view.Name, _topicsOf(view))).PipeTo(Self);
    }

    private void OnTopics(TopicsRead read)
    {
        _running[read.Project] = read.Topics;
        Handle(new AddressProject(read.Project, read.Topics));
    }

    private void SendAll()
    {
        foreach (var letter in State.UnderWay) Send(letter);
    }

    private void Send(InsightLetter letter)
    {
        if (!_sending.Add(letter.Number)) return;
        var message = new SendMessage(ProjectName.Reserved, Text(letter), letter.Key, MessageKind.Notice);
        _orchestrator.Ask<object>(new OrchestrationMessages.ToAgent(AgentTarget.ManagerOf(letter.Project), message), AnswerTimeout)
            .PipeTo(Self, success: answer => new Sent(letter.Number, answer), failure: cause => new Sent(letter.Number, cause));
    }

    private void OnSent(Sent sent)
    {
        _sending.Remove(sent.Number);
        if (sent.Answer is MessageAccepted accepted)
            Handle(new ConfirmLetter(sent.Number, accepted.Message.Id));
        else if (sent.Answer is Rejected { Code: RejectionCode.NotFound } gone)
            Handle(new DropLetter(sent.Number, gone.Reason));
        else
            Timers.StartSingleTimer(nameof(Retry), Retry.Instance, RetryAfter);
    }

    private string Text(InsightLetter letter)
    {
        var insights = letter.Ids.Select(id => State.All.Find(i => i.Id == id)!);
        var lines = insights.Select(i => $"- {i.Id}, from {i.Source}{(i.Topics.IsEmpty ? "" : $" [{string.Join(", ", i.Topics)}]")}: {i.Text}");
        return $"What other projects learned and may help yours:\n{string.Join('\n', lines)}\nIt is advice, not a task: use it, or pass it on to whom it helps. All of it: orc insight list";
    }

    private sealed record TopicsRead(ProjectName Project, ImmutableHashSet<string> Topics);

    private sealed record Sent(long Number, object Answer);

    private sealed record Retry
    {
        public static readonly Retry Instance = new();
    }
}
