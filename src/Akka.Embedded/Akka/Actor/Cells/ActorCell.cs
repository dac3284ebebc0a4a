#nullable disable
using Akka.Actor.Internal;
using Akka.Dispatch;
using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

/// <summary>
/// What keeps one actor going through all its instances: mailbox, children, watches, behaviors.
/// All but sending is done by the one thread that the mailbox runs on.
/// </summary>
internal partial class ActorCell : IUntypedActorContext
{
    [ThreadStatic]
    private static ActorCell _current;

    private readonly IInternalActorRef _self;
    private ActorBase _actor;
    private BehaviorStack _behaviors;
    private object _currentMessage;
    private IActorRef _sender;
    private ActorTaskScheduler _taskScheduler;
    private int _envelopeId;

    public ActorCell(ActorSystemImpl system, IInternalActorRef self, Props props, MessageDispatcher dispatcher, IInternalActorRef parent)
    {
        SystemImpl = system;
        _self = self;
        Props = props;
        Dispatcher = dispatcher;
        Parent = parent;
    }

    /// <summary>The cell whose actor runs on this thread; null outside actors.</summary>
    public static ActorCell Current
    {
        get => _current;
        set => _current = value;
    }

    public ActorSystemImpl SystemImpl { get; }

    public ActorSystem System => SystemImpl;

    public Props Props { get; }

    public IActorRef Self => _self;

    public IInternalActorRef Parent { get; }

    IActorRef IActorContext.Parent => Parent;

    public MessageDispatcher Dispatcher { get; }

    public Mailbox Mailbox { get; private set; }

    public ActorBase Actor => _actor;

    public bool IsTerminated => Mailbox.IsClosed;

    public object CurrentMessage => _currentMessage;

    /// <summary>Counts messages, so that stashing one twice can be told from stashing two equal ones.</summary>
    public int CurrentEnvelopeId => _envelopeId;

    public IActorRef Sender => _sender ?? SystemImpl.DeadLetters;

    /// <summary>The sender as it came, null when there was none.</summary>
    public IActorRef OriginalSender => _sender;

    public int NumberOfMessages => Mailbox.MessageQueue.Count;

    public ActorTaskScheduler TaskScheduler =>
        Volatile.Read(ref _taskScheduler) ?? Interlocked.CompareExchange(ref _taskScheduler, new ActorTaskScheduler(this), null) ?? _taskScheduler;

    private Settings Settings => SystemImpl.Settings;

    public static IActorRef GetCurrentSelfOrNoSender() => _current?._self;

    public static IActorRef GetCurrentSenderOrNoSender() => _current?.Sender;

    public void Init(MailboxType mailboxType)
    {
        var queue = mailboxType is null ? new Dispatch.MessageQueues.UnboundedMessageQueue() : mailboxType.Create(_self, SystemImpl);
        Mailbox = new Mailbox(queue);
        Mailbox.SetCell(this);
        Mailbox.EnqueueSystem(new Create());
    }

    public void Start()
    {
        if (Mailbox.TryClaim(hasMessageHint: false, hasSystemHint: true)) Dispatcher.Schedule(Mailbox);
    }

    public void SendMessage(IActorRef sender, object message)
    {
        Mailbox.Enqueue(_self, new Envelope(message, sender));
        if (Mailbox.TryClaim(hasMessageHint: true, hasSystemHint: false)) Dispatcher.Schedule(Mailbox);
    }

    public void SendSystemMessage(SystemMessage message)
    {
        Mailbox.EnqueueSystem(message);
        if (Mailbox.TryClaim(hasMessageHint: false, hasSystemHint: true)) Dispatcher.Schedule(Mailbox);
    }

    public void Become(Receive receive) => _behaviors = new BehaviorStack(receive, _behaviors?.Below);

    public void BecomeStacked(Receive receive) => _behaviors = new BehaviorStack(receive, _behaviors);

    void IUntypedActorContext.Become(UntypedReceive receive) => Become(Handle(receive));

    void IUntypedActorContext.BecomeStacked(UntypedReceive receive) => BecomeStacked(Handle(receive));

    public void UnbecomeStacked() => _behaviors = _behaviors.Below ?? new BehaviorStack(_actor.ReceiveMessage, null);

    /// <summary>Creates the instance with this cell as its context.</summary>
    private ActorBase NewActor()
    {
        _behaviors = null;
        var actor = Props.NewActor() ?? throw new ActorInitializationException(_self, "The factory of the props made no actor (null).");
        if (!ReferenceEquals(actor.Cell, this))
            throw new ActorInitializationException(_self, "The factory of the props gave an actor of another context; it must create a new one each time.");
        // An actor may have called Become in its constructor: that stays on top.
        _behaviors = _behaviors is { } early ? early.OnTopOf(actor.ReceiveMessage) : new BehaviorStack(actor.ReceiveMessage, null);
        (actor as IInitializableActor)?.Init();
        return actor;
    }

    private void Publish(LogEvent log) => SystemImpl.EventStream.Publish(log);

    private static Receive Handle(UntypedReceive receive) => message =>
    {
        receive(message);
        return true;
    };

    /// <summary>The behaviors that Become stacked, newest first.</summary>
    private sealed record BehaviorStack(Receive Top, BehaviorStack Below)
    {
        public BehaviorStack OnTopOf(Receive original) => new(Top, Below is null ? new BehaviorStack(original, null) : Below.OnTopOf(original));
    }
}
