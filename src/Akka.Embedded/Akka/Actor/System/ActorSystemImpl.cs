#nullable disable
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Event;
using System.Collections.Concurrent;
using System.Text;

namespace Akka.Actor.Internal;

/// <summary>The system.</summary>
internal sealed partial class ActorSystemImpl : ExtendedActorSystem
{
    private readonly LocalActorRefProvider _provider;
    private readonly ConcurrentDictionary<Type, Lazy<object>> _extensions = new();
    private readonly TerminationCallbacks _callbacks = new();
    private Serialization.Serialization _serialization;
    private int _terminating;

    public ActorSystemImpl(string name, Config config, ActorSystemSetup setup)
    {
        if (!IsValidName(name))
        {
            throw new ArgumentException($"Invalid ActorSystem name [{name}], must contain only word characters "
                + "(i.e. [a-zA-Z0-9] plus non-leading '-' or '_')", nameof(name));
        }

        Name = name;
        Settings = new Settings(this, config ?? throw new ArgumentNullException(nameof(config), $"Cannot create {typeof(ActorSystemImpl)}: Configuration must not be null."), setup);
        EventStream = new EventStream(Settings.DebugEventStream);
        EventStream.StartStdoutLogger(Settings);
        Log = Logging.GetLogger(EventStream, "ActorSystem(" + name + ")");
        Scheduler = CreateScheduler();
        Dispatchers = new Dispatchers(Settings);
        Mailboxes = new Mailboxes(Settings);
        _provider = new LocalActorRefProvider(this, EventStream);
        DeadLetterQueue = new DeadLetterMessageQueue(_provider.DeadLetters);
        DefaultStrategy = SupervisorStrategy.DefaultStrategy;
    }

    public override string Name { get; }

    public override Settings Settings { get; }

    public override EventStream EventStream { get; }

    public override IScheduler Scheduler { get; }

    public override Dispatchers Dispatchers { get; }

    public override Mailboxes Mailboxes { get; }

    public override ILoggingAdapter Log { get; }

    public override IActorRef DeadLetters => _provider.DeadLetters;

    public override IActorRefProvider Provider => _provider;

    public override IInternalActorRef Guardian => _provider.Guardian;

    public override IInternalActorRef LookupRoot => _provider.RootGuardian;

    public override IInternalActorRef SystemGuardian => _provider.SystemGuardian;

    public override Task WhenTerminated => _callbacks.Done;

    public override Serialization.Serialization Serialization => LazyInitializer.EnsureInitialized(ref _serialization, () => new Serialization.Serialization(this));

    internal IMessageQueue DeadLetterQueue { get; }

    internal SupervisorStrategy DefaultStrategy { get; }

    public void Start()
    {
        try
        {
            _provider.Start(Props.Create<UserGuardian>());
            _provider.TerminationTask.ContinueWith(_ => Cleanup(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            EventStream.StartLoggers(this);
            EventStream.StartUnsubscriber(() => SystemActorOf(Props.Create<EventStreamUnsubscriber>(EventStream), "EventStreamUnsubscriber-" + Name));
            if (Settings.LogDeadLetters > 0) SystemActorOf(Props.Create<DeadLetterListener>(), "deadLetterListener");
            if (Settings.DebugUnhandledMessage) SystemActorOf(Props.Create<UnhandledMessageLogger>(), "UnhandledMessageForwarder");
            CoordinatedShutdown.Get(this);
            LoadExtensions();
            if (Settings.LogConfigOnStart) Log.Info(Settings.ToString());
        }
        catch (Exception)
        {
            FinalTerminate();
            throw;
        }
    }

    public override IActorRef ActorOf(Props props, string name = null) => _provider.Guardian.Cell.AttachChild(props, name);

    public override IActorRef SystemActorOf(Props props, string name = null) => _provider.SystemGuardian.Cell.AttachChild(props, name);

    public override IActorRef SystemActorOf<TActor>(string name = null) => SystemActorOf(Props.Create<TActor>(), name);

    public override ActorSelection ActorSelection(ActorPath actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this);

    public override ActorSelection ActorSelection(string actorPath) => ActorRefFactoryShared.ActorSelection(actorPath, this, Guardian);

    public override void Stop(IActorRef actor)
    {
        var parent = actor.Path.Parent;
        if (parent.Equals(Guardian.Path)) Guardian.Tell(new StopChild(actor));
        else if (parent.Equals(SystemGuardian.Path)) SystemGuardian.Tell(new StopChild(actor));
        else ((IInternalActorRef)actor).Stop();
    }

    public override void RegisterOnTermination(Action code) => _callbacks.Add(code);

    public override Task Terminate()
    {
        if (Settings.CoordinatedShutdownRunByActorSystemTerminate)
        {
            // Runs FinalTerminate in its last phase; a second run only waits for the first.
            _ = CoordinatedShutdown.Get(this).Run(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
        }
        else
        {
            FinalTerminate();
        }

        return WhenTerminated;
    }

    /// <summary>Stops the tree.</summary>
    internal Task FinalTerminate()
    {
        if (Interlocked.Exchange(ref _terminating, 1) == 0)
        {
            if (!Settings.LogDeadLettersDuringShutdown && SystemGuardian is ActorRefWithCell guardian
                && guardian.GetSingleChild("deadLetterListener") is { } listener && !listener.IsNobody()) Stop(listener);
            EventStream.StopUnsubscriber();
            _provider.Guardian?.Stop();
        }

        return WhenTerminated;
    }

    public override void Abort() => FinalTerminate();

    public override string ToString() => LookupRoot.Path.Root.Address.ToString();

    public override string PrintTree()
    {
        var text = new StringBuilder();
        Print(LookupRoot, 0);
        return text.ToString();

        void Print(IActorRef actor, int depth)
        {
            text.Append(' ', depth * 2).Append("-> ").Append(depth == 0 ? "/" : actor.Path.Name).AppendLine();
            if (actor is not ActorRefWithCell withCell) return;
            foreach (var child in withCell.Children) Print(child, depth + 1);
        }
    }

    internal LocalActorRef NewLocalActor(Props props, IInternalActorRef supervisor, ActorPath path)
    {
        var dispatcher = props.Dispatcher.Length == 0 ? Dispatchers.DefaultGlobalDispatcher : Dispatchers.Lookup(props.Dispatcher);
        return new LocalActorRef(this, props, dispatcher, Mailboxes.Choose(props, dispatcher), supervisor, path);
    }

    internal IActorRef StartLogger(Props props, string name) => SystemActorOf(props, name);

    private IScheduler CreateScheduler()
    {
        var type = TypeNames.Resolve(Settings.SchedulerClass)
            ?? throw new ConfigurationException($"akka.scheduler.implementation is {Settings.SchedulerClass}, which is no known type: write its name with its assembly.");
        return (IScheduler)Activator.CreateInstance(type, Settings.Config.GetConfig("akka.scheduler"), Log);
    }

    private void Cleanup()
    {
        (Scheduler as IDisposable)?.Dispose();
        Dispatchers.Shutdown();
        _callbacks.Run(Log);
    }

    private static bool IsValidName(string name) =>
        name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
