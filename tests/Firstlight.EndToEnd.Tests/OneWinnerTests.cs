using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Promise 2: a pending token activates once, whoever races for it.</summary>
public sealed class OneWinnerTests(ITestOutputHelper output)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_callers_with_one_pending_token_make_one_device_and_one_activation()
    {
        const int callers = 50;
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        await using var live = await LiveWatch.StartAsync(api, Cancellation);
        var template = await api.CreateTemplateAsync("Contested", Cancellation);
        var session = await api.StartSessionAsync(new { }, Cancellation);
        var token = session["token"]!.GetValue<string>();
        using var start = new SemaphoreSlim(0);

        var racing = Enumerable
            .Range(0, callers)
            .Select(caller =>
                caller % 5 == 0
                    ? ProvisionOverHttpAsync(api, token, template, start)
                    : ProvisionAsync(cloud.Port, token, template, start)
            )
            .ToArray();
        start.Release(callers);
        var answers = await Task.WhenAll(racing);

        output.WriteLine(
            string.Join(", ", answers.GroupBy(answer => answer).Select(group => $"{group.Key}: {group.Count()}"))
        );
        answers.ShouldNotContain("refused", "the token was never dead");
        answers.ShouldContain("in");
        (await api.AllDevicesAsync(Cancellation)).Count.ShouldBe(1);
        var ended = await api.SessionAsync(session["id"]!.GetValue<long>(), Cancellation);
        ended["state"]!.GetValue<string>().ShouldBe("Succeeded");
        Steps(ended).Count(step => step == "activated").ShouldBe(1);
        Steps(ended).Count(step => step == "template_bound").ShouldBe(1);
        live.Count("device.activated").ShouldBe(1);
        (await LogInAsync(cloud.Port, token, IPAddress.Loopback)).ShouldBe(StatusCode.Success);
    }

    [Fact]
    public async Task Cancel_activation_and_expiry_at_once_end_with_a_device_only_where_the_session_succeeded()
    {
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(
            scratch.Path,
            Cancellation,
            more: ["--pending-token-lifetime", "00:00:01.5"]
        );
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Contested", Cancellation);

        // A third is cancelled at the very moment of its activation, a third activates when its time is up, a third has it all.
        var sessions = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(_ => api.StartSessionAsync(new { }, Cancellation))
        );
        var races = new ConcurrentBag<(long Session, bool Cancelled)>();
        await Task.WhenAll(
            sessions.Select(
                async (session, number) =>
                {
                    var expires = session["expiresAt"]!.GetValue<DateTimeOffset>() - TimeProvider.System.GetUtcNow();
                    var early = TimeSpan.FromMilliseconds(random.Next(0, 300));
                    var atExpiry = expires + TimeSpan.FromMilliseconds(random.Next(-40, 20));
                    var at = number % 3 == 0 ? early : atExpiry;
                    var activating = AfterAsync(at, () => LogInAndReportAsync(cloud.Port, session, template, number));
                    var cancelling =
                        number % 3 == 1 ? Task.FromResult(false) : AfterAsync(at, () => CancelAsync(api, session));
                    await activating;
                    races.Add((session["id"]!.GetValue<long>(), await cancelling));
                }
            )
        );

        var devices = (await api.AllDevicesAsync(Cancellation))
            .Select(device => device["id"]!.GetValue<long>())
            .ToHashSet();
        var outcomes = new List<string>();
        foreach (var (session, number) in sessions.Select((session, number) => (session, number)))
        {
            var id = session["id"]!.GetValue<long>();
            var device = session["deviceId"]!.GetValue<long>();
            // Whoever shows the token now hears the outcome, and ends a session whose time is up.
            var answer = await LogInAsync(cloud.Port, session["token"]!.GetValue<string>(), AddressOf(number));
            var ended = await api.SessionAsync(id, Cancellation);
            var state = ended["state"]!.GetValue<string>();
            outcomes.Add(state);

            state.ShouldBeOneOf("Succeeded", "Cancelled", "Expired");
            devices.Contains(device).ShouldBe(state == "Succeeded", $"session {id}, device {device}: {ended}");
            answer.ShouldBe(
                state == "Succeeded" ? StatusCode.Success : StatusCode.InvalidToken,
                $"session {id}: {ended}"
            );
            races.Single(race => race.Session == id).Cancelled.ShouldBe(state == "Cancelled", $"session {id}: {ended}");
            Steps(ended).Count(step => step is "activated" or "cancelled" or "expired").ShouldBe(1);
        }

        output.WriteLine(
            string.Join(", ", outcomes.GroupBy(state => state).Select(group => $"{group.Key}: {group.Count()}"))
        );
        devices.Count.ShouldBe(outcomes.Count(state => state == "Succeeded"));
    }

    private static IEnumerable<string> Steps(JsonNode session) =>
        session["steps"]!.AsArray().Select(step => step!["name"]!.GetValue<string>());

    // Dead tokens slow the answers to their address down; here everyone comes from an address of their own.
    private static IPAddress AddressOf(int number) => new([127, 0, 1, (byte)(number + 1)]);

    private static async Task<string> ProvisionAsync(int port, string token, string template, SemaphoreSlim start)
    {
        await using var device = await NativeSocket.TryConnectAsync(port, Cancellation);
        await start.WaitAsync(Cancellation);
        return await device!.LoginAsync(token, Cancellation) switch
        {
            // Another one took the place of this connection: the newest wins.
            null => "closed",
            StatusCode.Success => await device.ReportTemplateAsync(template, Cancellation) is StatusCode.Success
                ? "in"
                : "closed",
            _ => "refused",
        };
    }

    private static async Task<string> ProvisionOverHttpAsync(
        RestClient api,
        string token,
        string template,
        SemaphoreSlim start
    )
    {
        await start.WaitAsync(Cancellation);
        using var answer = await api.Http.GetAsync(
            $"external/api/provision?token={token}&templateId={template}",
            Cancellation
        );
        return answer.StatusCode is HttpStatusCode.OK ? "in" : "refused";
    }

    private static async Task<StatusCode?> LogInAsync(int port, string token, IPAddress from)
    {
        await using var device = await NativeSocket.TryConnectAsync(port, Cancellation, from);
        return await device!.LoginAsync(token, Cancellation);
    }

    private static async Task<bool> LogInAndReportAsync(int port, JsonNode session, string template, int number)
    {
        await using var device = await NativeSocket.TryConnectAsync(port, Cancellation, AddressOf(number));
        return await device!.LoginAsync(session["token"]!.GetValue<string>(), Cancellation) is StatusCode.Success
            && await device.ReportTemplateAsync(template, Cancellation) is StatusCode.Success;
    }

    private static async Task<bool> CancelAsync(RestClient api, JsonNode session)
    {
        using var answer = await api.Http.PostAsync(
            $"api/v1/provisioning/sessions/{session["id"]}/cancel",
            content: null,
            Cancellation
        );
        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.Conflict);
        return answer.StatusCode is HttpStatusCode.OK;
    }

    private static async Task<bool> AfterAsync(TimeSpan wait, Func<Task<bool>> then)
    {
        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, TimeProvider.System, Cancellation);
        return await then();
    }
}
