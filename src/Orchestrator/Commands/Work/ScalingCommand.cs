using Orchestrator.Commands.Shared;
using System.CommandLine;
using System.Globalization;

namespace Orchestrator.Commands.Work;

/// <summary><c>orc scaling</c>: which roles grow and shrink by themselves, and what was decided about them and why.</summary>
internal sealed class ScalingCommand : OrcCommand
{
    private readonly Argument<string?> _project = new("project") { Description = "Only this one", Arity = ArgumentArity.ZeroOrOne };

    internal ScalingCommand()
        : base("scaling", "Engineers that were added and ended, and why", "orc scaling", "orc scaling shop --json") => Add(_project);

    protected override int Run(Invocation call)
    {
        var answer = call.Daemon.Get("/v1/scaling" + CommonArguments.Query(("project", call.Optional(_project))));
        return call.Answer(answer, to =>
        {
            var roles = new Table("PROJECT", "ROLE", "ENGINEERS", "RANGE", "FREE", "WAITING", "");
            foreach (var role in answer.Items("roles"))
                roles.Add(role.Text("project"), role.Text("role"), role.Text("engineers"), $"{role.Text("least")}-{role.Text("most")}", role.Text("free"), role.Text("waiting"), role.Text("held"));
            if (answer.Items("roles").Any())
                roles.Write(to, call.Output.Colours);
            else
                to.WriteLine("No team of a running project grows or shrinks by itself. A spec asks for it: \"scaling: developer:1-4\"; or set orchestrator.scaling.roles.");
            foreach (var decision in answer.Items("decisions"))
                to.WriteLine(Line(decision));
        });
    }

    private static string Line(System.Text.Json.JsonElement decision)
    {
        var what = decision.Text("action") switch
        {
            "add" => decision.Text("agent") is { Length: > 0 } agent ? "+ " + agent : "+ a " + decision.Text("role"),
            "end" => "- " + decision.Text("agent"),
            _ => "= " + decision.Text("role"),
        };
        var problem = decision.Text("problem") is { Length: > 0 } why ? $" Not done: {why}" : "";
        var at = decision.Time("at")?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return $"{at}  {decision.Text("project")}  {what}  {decision.Text("reason")}{problem}";
    }
}
