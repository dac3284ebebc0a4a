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
        var all = await agents.LookAtWorkAsync(project);
        var dependsOn = Known(all, project, request.DependsOn ?? []);
        var accepted = await agents.TellWorkAsync<TaskAccepted>(
            project,
            new AddTask(request.Key, request.Title.Trim(), request.Text?.Trim() ?? "", request.Role, owner, Priority(request.Priority), dependsOn, request.Criteria ?? [], call.Caller.Name));
        await AnswerAsync(call, project, accepted.Id);
    }

    internal async Task ActAsync(ApiCall call)
    {
        var (project, id, action) = (call.PathProject(), call.Path("id"), call.Path("action"));
        var request = await call.ReadAsync(ApiJson.Default.TaskActionRequest);
        var all = await agents.LookAtWorkAsync(project);
        var task = Find(Work(all, project), id);
        Permit(call, project, task, action);
        await agents.TellWorkAsync<TaskAccepted>(project, Command(call, all, project, task, action, request));
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
        "depend" => new AddDependencies(task.Id, Known(all, project, request.DependsOn ?? []), Others(all, project), call.Caller.Name),
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

    /// <summary>Dependencies as they are stored; those of other projects must exist.</summary>
    private static List<string> Known(Snapshot all, ProjectName project, IReadOnlyList<string> names)
    {
        var known = new List<string>();
        foreach (var name in names)
        {
            if (!name.Contains(':', StringComparison.Ordinal))
            {
                known.Add(name);
                continue;
            }
            var other = ApiCall.Project(name[..name.IndexOf(':', StringComparison.Ordinal)]);
            var id = name[(other.Value.Length + 1)..];
            Find(Work(all, other), id);
            known.Add(other == project ? id : name);
        }
        return known;
    }

    private static Dictionary<string, IReadOnlyList<string>> Others(Snapshot all, ProjectName project) => all.Work.Values
        .Where(w => w.Project != project)
        .SelectMany(w => w.Board.Tasks.Select(t => (Name: Dependencies.Full(w.Project, t.Id), On: (IReadOnlyList<string>)[.. t.DependsOn.Select(d => Dependencies.Full(w.Project, d))])))
        .ToDictionary(t => t.Name, t => t.On);

    private async Task AnswerAsync(ApiCall call, ProjectName project, string id)
    {
        var work = Work(await agents.LookAtWorkAsync(project), project);
        await call.AnswerAsync(new TaskAnswer(DescribeWork.Task(work, Find(work, id))), ApiJson.Default.TaskAnswer);
    }
}
