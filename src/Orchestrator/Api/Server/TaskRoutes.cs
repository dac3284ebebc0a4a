using Orchestrator.Agents;
using Orchestrator.Agents.Identity;
using Orchestrator.Agents.Tasks;
using Orchestrator.Agents.Teams;
using Orchestrator.Agents.Work;
using Orchestrator.Api.Contracts;
using Orchestrator.Runtime.Configuration;
using static Orchestrator.Agents.Overview.OverviewMessages;
using static Orchestrator.Agents.Tasks.TaskMessages;

namespace Orchestrator.Api.Server;

/// <summary>A project's tasks: added, listed, given, begun, done.</summary>
internal sealed class TaskRoutes(AgentGateway agents)
{
    private const int MaxTitle = 200;
    private const int MaxText = 50_000;
    private static readonly string[] States = ["queued", "ready", "assigned", "started", "blocked", "merging", "done"];
    private static readonly string[] Priorities = ["critical", "high", "normal", "low"];

    private readonly Lock _turn = new();
    private Task _last = Task.CompletedTask;

    internal async Task ListAsync(ApiCall call)
    {
        var only = call.Query("project") is { } named ? ApiCall.Project(named) : (ProjectName?)null;
        var all = only is { } wanted ? await agents.LookAtWorkAsync(wanted) : await agents.LookAsync();
        var views = only is { } project ? [Work(all, project)] : all.Work.Values.OrderBy(w => w.Project.Value, StringComparer.Ordinal).ToList();
        var state = call.Query("state");
        if (state is not null && !States.Contains(state)) throw ApiFault.Invalid($"There is no state \"{state}\".", Spelling.Hint(state, States));
        var tasks = views.SelectMany(w => w.Board.Tasks.Select(t => DescribeWork.Task(w, t))).Where(t => state is null || t.State == state);
        await call.AnswerAsync(new TasksAnswer([.. tasks]), ApiJson.Default.TasksAnswer);
    }

    internal async Task ShowAsync(ApiCall call) => await AnswerAsync(call, call.PathProject(), call.Path("id"));

    internal async Task AddAsync(ApiCall call)
    {
        var project = call.PathProject();
        call.Demand(Operation.Read, AgentTarget.ManagerOf(project));
        var request = await call.ReadAsync(ApiJson.Default.AddTaskRequest);
        if (string.IsNullOrWhiteSpace(request.Title) || request.Title.Length > MaxTitle || request.Title.Contains('\n', StringComparison.Ordinal))
            throw ApiFault.Invalid($"A task's title is one line of 1 to {MaxTitle} characters.", "Put the rest into --text.");
        if (request.Text?.Length > MaxText) throw ApiFault.Invalid($"The text has {request.Text.Length} characters; {MaxText} are possible.", "Put long material into a file of the project.");
        if (request.Role is { } role && Roles.Find(role) is null) throw ApiFault.Invalid($"There is no role \"{role}\".", Spelling.Hint(role, Roles.TeamKeys));
        AgentName? owner = request.Owner is { } name ? Agent(name) : null;
        if (owner is not null) call.Demand(call.Caller.Agent == AgentTarget.Of(project, owner.Value) ? Operation.Read : Operation.Steer, AgentTarget.ManagerOf(project));
        var id = "";
        await OneByOneAsync(async () =>
        {
            var all = await agents.LookAtWorkAsync(project);
            var add = new AddTask(
                request.Key, request.Title.Trim(), request.Text?.Trim() ?? "", request.Role, owner, Priority(request.Priority),
                ProjectDependencies.Known(all, project, request.DependsOn ?? []), request.Criteria ?? [], call.Caller.Name)
            {
                Others = ProjectDependencies.Others(all, project),
            };
            id = (await agents.TellWorkAsync<TaskAccepted>(project, add)).Id;
        });
        await AnswerAsync(call, project, id);
    }

    /// <summary>What a whole project waits for.</summary>
    internal async Task DependAsync(ApiCall call)
    {
        var project = call.PathProject();
        call.Demand(Operation.Steer, AgentTarget.ManagerOf(project));
        var request = await call.ReadAsync(ApiJson.Default.DependenciesRequest);
        var all = await agents.LookAtWorkAsync(project);
        Work(all, project);
        await OneByOneAsync(async () =>
        {
            all = await agents.LookAtWorkAsync(project);
            var on = ProjectDependencies.Known(all, project, request.On);
            if (on.Count > 0) await agents.TellWorkAsync<TaskAccepted>(project, new AddDependencies(Dependencies.All, on, ProjectDependencies.Others(all, project), call.Caller.Name));
            var drop = ProjectDependencies.Known(all, project, request.Drop, mustExist: false);
            if (drop.Count > 0) await agents.TellWorkAsync<TaskAccepted>(project, new DropDependencies(Dependencies.All, drop, call.Caller.Name));
        });
        all = await agents.LookAtWorkAsync(project);
        await call.AnswerAsync(new ProjectAnswer(Describe.Project(all.Projects[project], all)), ApiJson.Default.ProjectAnswer);
    }

    internal async Task ActAsync(ApiCall call)
    {
        var (project, id, action) = (call.PathProject(), call.Path("id"), call.Path("action"));
        var request = await call.ReadAsync(ApiJson.Default.TaskActionRequest);
        var task = Find(Work(await agents.LookAtWorkAsync(project), project), id);
        Permit(call, project, task, action);
        await OneByOneAsync(async () => await agents.TellWorkAsync<TaskAccepted>(project, Command(call, await agents.LookAtWorkAsync(project), project, task, action, request)));
        await AnswerAsync(call, project, id);
    }

    internal static WorkView Work(Snapshot all, ProjectName project) => all.Work.TryGetValue(project, out var view) ? view
        : all.Projects.ContainsKey(project) ? throw ApiFault.Failed($"The tasks of {project} are not known yet.", "Try again; orc doctor tells more.")
        : throw ApiFault.NotFound($"There is no project {project}.", "Those there are: orc status");

    private static void Permit(ApiCall call, ProjectName project, TaskItem task, string action)
    {
        var manager = AgentTarget.ManagerOf(project);
        var own = call.Caller.Agent is { } caller && caller.Project == project && (task.Owner is { } owner ? caller.Agent == owner : action == "start");
        call.Demand(action is "reopen" or "result" || (own && action is "start" or "block" or "done") ? Operation.Read : Operation.Steer, manager);
    }

    private static ITaskCommand Command(ApiCall call, Snapshot all, ProjectName project, TaskItem task, string action, TaskActionRequest request) => action switch
    {
        "assign" => new AssignTask(task.Id, Agent(request.Agent ?? throw ApiFault.Invalid("Nobody is named.", $"orc task assign {task.Id} AGENT")), call.Caller.Name),
        "start" => new StartTask(task.Id, request.Agent is { } name ? Agent(name) : call.Caller.Agent is { } caller && caller != AgentTarget.ManagerOf(project) ? caller.Agent : null),
        "block" => new BlockTask(task.Id, Text(request, "why"), call.Caller.Name),
        "done" => new FinishTask(task.Id, string.IsNullOrWhiteSpace(request.Text) ? null : request.Text.Trim(), call.Caller.Name),
        "reopen" => new ReopenTask(task.Id, Text(request, "why"), call.Caller.Name),
        "depend" => new AddDependencies(task.Id, ProjectDependencies.Known(all, project, request.DependsOn ?? []), ProjectDependencies.Others(all, project), call.Caller.Name),
        "drop" => new DropDependencies(task.Id, ProjectDependencies.Known(all, project, request.DependsOn ?? [], mustExist: false), call.Caller.Name),
        "result" => new ReportTests(task.Id, request.Passed ?? throw ApiFault.Invalid("Whether it passed is not said.", "Write --passed or --failed."), Text(request, "what was run"), call.Caller.Name),
        _ => throw ApiFault.NotFound($"Nothing called {action} is done with tasks.", "orc task --help shows what is."),
    };

    private static string Text(TaskActionRequest request, string what) => string.IsNullOrWhiteSpace(request.Text)
        ? throw ApiFault.Invalid($"It is not said {what}.", "Write it behind the task's id.")
        : request.Text.Length > MaxText ? throw ApiFault.Invalid($"The text has {request.Text.Length} characters; {MaxText} are possible.") : request.Text.Trim();

    private static AgentName Agent(string text)
    {
        var name = text.Contains(':', StringComparison.Ordinal) ? text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..] : text;
        return AgentName.TryParse(name, out var agent, out var problem) ? agent : throw ApiFault.Invalid(problem);
    }

    private static TaskPriority Priority(string? word) => word is null ? TaskPriority.Normal
        : Array.IndexOf(Priorities, word) is var index and >= 0 ? (TaskPriority)index
        : throw ApiFault.Invalid($"There is no priority \"{word}\".", Spelling.Hint(word, Priorities));

    private static TaskItem Find(WorkView work, string id) =>
        work.Board.Find(id) ?? throw ApiFault.NotFound($"{work.Project} has no task {id}.", "Those there are: orc task list");

    // Whether projects would wait for each other is decided on how all of them stand, so nothing may change in between.
    private Task OneByOneAsync(Func<Task> change)
    {
        lock (_turn)
        {
            return _last = NextAsync(_last);
        }

        async Task NextAsync(Task before)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await change();
        }
    }

    private async Task AnswerAsync(ApiCall call, ProjectName project, string id)
    {
        var work = Work(await agents.LookAtWorkAsync(project), project);
        await call.AnswerAsync(new TaskAnswer(DescribeWork.Task(work, Find(work, id))), ApiJson.Default.TaskAnswer);
    }
}
