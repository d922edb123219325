using System.CommandLine;
using System.Text.Json;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Commands;

/// <summary><c>firstlight sessions …</c>: attempts to provision a device, step by step.</summary>
internal static class SessionsCommand
{
    public static Command Create(CommandRunner run) =>
        new Command("sessions", "Provisioning sessions, every attempt step by step; without a further word, the list.")
        {
            Show(run),
            Cancel(run),
        }.ListedBy(List(run));

    private static Command List(CommandRunner run)
    {
        var state = new Option<string?>("--state") { Description = "Only sessions in this state." };
        state.AcceptOnlyFromAmong("Pending", "Succeeded", "Failed", "Cancelled", "Expired");
        var limit = new Option<int?>("--limit") { Description = "Sessions per page." };
        var cursor = new Option<string?>("--cursor") { Description = "Where the page begins, from the page before." };
        var command = new Command("list", "A page of sessions, newest first.") { state, limit, cursor };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var query = Query.Of(
                    ("state", call.Value(state)),
                    ("limit", call.Value(limit)?.ToString()),
                    ("cursor", call.Value(cursor))
                );
                var page = await call.OpenCloud().GetAsync("/provisioning/sessions" + query, cancellation);
                call.Show(
                    page,
                    screen =>
                    {
                        screen.Table(["id", "state", "device", "last step", "reason"], page.Items().Select(Row));
                        if (page.Text("next") is { Length: > 0 } next)
                            screen.Line($"There are more: --cursor {next}");
                    }
                );
            }
        );
        return command;
    }

    private static IReadOnlyList<string?> Row(JsonElement session)
    {
        var lastStep = session.Items("steps").LastOrDefault();
        return
        [
            session.Text("id"),
            session.Text("state"),
            session.Text("deviceId"),
            lastStep.Text("name"),
            session.TryGetProperty("failure", out var failure) ? failure.Text("reason") : "",
        ];
    }

    private static Command Show(CommandRunner run)
    {
        var id = SessionId();
        var command = new Command("show", "One session with its timeline.") { id };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var session = await call.OpenCloud().GetAsync($"/provisioning/sessions/{call.Value(id)}", cancellation);
                call.Show(
                    session,
                    screen =>
                    {
                        screen.Line($"Session {session.Text("id")}: {session.Text("state")}");
                        foreach (var step in session.Items("steps"))
                            screen.Line($"  {step.Time("at")}  {step.Text("name")}  {step.Text("detail")}".TrimEnd());
                        if (
                            session.TryGetProperty("failure", out var failure)
                            && failure.Text("reason") is { Length: > 0 }
                        )
                        {
                            screen.Line($"{failure.Text("reason")} ({failure.Text("code")})");
                            screen.Line(failure.Text("nextStep"));
                        }
                    }
                );
            }
        );
        return command;
    }

    private static Command Cancel(CommandRunner run)
    {
        var id = SessionId();
        var command = new Command("cancel", "End a pending session; its token is dead at once.") { id };
        run.Set(
            command,
            async (call, cancellation) =>
            {
                var path = $"/provisioning/sessions/{call.Value(id)}/cancel";
                var session = await call.OpenCloud().SendAsync(HttpMethod.Post, path, null, cancellation);
                call.Show(session, screen => screen.Line($"Session {call.Value(id)} is cancelled."));
            }
        );
        return command;
    }

    private static Argument<long> SessionId() => new("session") { Description = "The session's number." };
}
