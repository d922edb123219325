using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;

namespace Firstlight.Api.Tests.Routes;

public sealed class LiveRoutesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_of_the_organisation_arrive_after_ready_and_others_do_not()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await using var stream = await LiveReader.OpenAsync(api.Http);
        (await stream.NextAsync()).Type.ShouldBe("live.ready");
        var at = api.Time.GetUtcNow();

        api.Events.Publish(new LiveEvent(new OrganisationId(2), "device.online", at, new { DeviceId = 1 }));
        api.Events.Publish(new LiveEvent(OrganisationId.Root, "device.online", at, new { DeviceId = 42 }));
        api.Events.Publish(
            new LiveEvent(OrganisationId.Root, "datastream", at, new { DeviceId = 42, At = at.AddSeconds(1) })
        );

        var online = await stream.NextAsync();
        online.Type.ShouldBe("device.online");
        ((long?)online.Data["deviceId"]).ShouldBe(42);
        ((DateTimeOffset?)online.Data["at"]).ShouldBe(at);
        var datastream = await stream.NextAsync();
        datastream.Type.ShouldBe("datastream");
        ((DateTimeOffset?)datastream.Data["at"]).ShouldBe(at.AddSeconds(1));
    }

    [Fact]
    public async Task A_User_hears_only_of_what_is_theirs()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var user = await api.AddPersonAsync("user@example.com", Role.User);
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user);
        var id = new UserId((long)(await api.GetAsync("/api/v1/me"))["id"]!);
        await using var stream = await LiveReader.OpenAsync(api.Http);
        (await stream.NextAsync()).Type.ShouldBe("live.ready");
        var at = api.Time.GetUtcNow();

        api.Events.Publish(new LiveEvent(OrganisationId.Root, "device.online", at, new { DeviceId = 1 }));
        api.Events.Publish(
            new LiveEvent(OrganisationId.Root, "device.online", at, new { DeviceId = 2 }) { Owner = new UserId(1) }
        );
        api.Events.Publish(
            new LiveEvent(OrganisationId.Root, "device.online", at, new { DeviceId = 3 }) { Owner = id }
        );

        ((long?)(await stream.NextAsync()).Data["deviceId"]).ShouldBe(3);
    }

    [Fact]
    public async Task Who_a_device_was_taken_from_hears_of_it_and_who_still_sees_it_does_not()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await using var admins = await LiveReader.OpenAsync(api.Http);
        var user = await api.AddPersonAsync("user@example.com", Role.User);
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user);
        var id = new UserId((long)(await api.GetAsync("/api/v1/me"))["id"]!);
        await using var users = await LiveReader.OpenAsync(api.Http);
        (await admins.NextAsync()).Type.ShouldBe("live.ready");
        (await users.NextAsync()).Type.ShouldBe("live.ready");
        var at = api.Time.GetUtcNow();

        api.Events.Publish(
            new LiveEvent(OrganisationId.Root, "device.deleted", at, new { DeviceId = 3 })
            {
                Owner = id,
                IsForOwnerAlone = true,
            }
        );
        api.Events.Publish(new LiveEvent(OrganisationId.Root, "device.changed", at, new { DeviceId = 3 }));

        (await users.NextAsync()).Type.ShouldBe("device.deleted");
        (await admins.NextAsync()).Type.ShouldBe("device.changed");
    }

    [Fact]
    public async Task A_stream_ends_when_its_person_signs_out_everywhere()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await using var stream = await LiveReader.OpenAsync(api.Http);
        await stream.NextAsync();

        (await api.PostAsync("/api/v1/sign-out?everywhere=true")).EnsureSuccessStatusCode();

        (await stream.EndsAsync()).ShouldBeTrue();
        await UntilAsync(() => api.Events.Watchers == 0);
    }

    [Fact]
    public async Task A_stream_ends_when_its_persons_role_allows_something_else()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var made = await api.PostAsync("/api/v1/roles", new { name = "Looker", permissions = new[] { "ViewDevices" } });
        var role = (long)(await ApiUnderTest.JsonOf(made))["id"]!;
        var admin = api.Http.DefaultRequestHeaders.Authorization;
        var rita = await api.AddPersonAsync("rita@example.com", Role.User);
        await api.SendAsync(HttpMethod.Patch, "/api/v1/people/2", new { roleId = role });
        api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", rita);
        await using var stream = await LiveReader.OpenAsync(api.Http);
        await stream.NextAsync();

        api.Http.DefaultRequestHeaders.Authorization = admin;
        var narrower = new { permissions = Array.Empty<string>() };
        (await api.SendAsync(HttpMethod.Patch, $"/api/v1/roles/{role}", narrower)).EnsureSuccessStatusCode();

        (await stream.EndsAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_stream_tells_of_the_organisation_acted_in_and_of_no_other()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var made = await api.PostAsync("/api/v1/organisations", new { name = "Dealer" });
        var dealer = new OrganisationId((long)(await ApiUnderTest.JsonOf(made))["id"]!);
        await using var stream = await LiveReader.OpenAsync(api.Http, $"?organisation={dealer}");
        await stream.NextAsync();

        api.Events.Publish(
            new LiveEvent(OrganisationId.Root, "device.online", api.Time.GetUtcNow(), new { deviceId = 1 })
        );
        api.Events.Publish(new LiveEvent(dealer, "device.online", api.Time.GetUtcNow(), new { deviceId = 2 }));

        var told = await stream.NextAsync();
        ((long)told.Data["deviceId"]!).ShouldBe(2);
    }

    [Fact]
    public async Task A_stream_of_somebody_else_goes_on()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await using var stream = await LiveReader.OpenAsync(api.Http);
        await stream.NextAsync();
        var other = await api.AddPersonAsync("other@example.com", Role.Staff);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sign-out?everywhere=true");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", other);
        (await api.Http.SendAsync(request, Cancellation)).EnsureSuccessStatusCode();

        api.Time.Advance(TimeSpan.FromSeconds(15));

        (await stream.NextAsync()).Type.ShouldBe("live.heartbeat");
    }

    [Fact]
    public async Task A_quiet_stream_shows_every_fifteen_seconds_that_it_lives()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await using var stream = await LiveReader.OpenAsync(api.Http);
        await stream.NextAsync();

        for (var beat = 0; beat < 3; beat++)
        {
            api.Time.Advance(TimeSpan.FromSeconds(15));
            (await stream.NextAsync()).Type.ShouldBe("live.heartbeat");
        }
    }

    [Fact]
    public async Task A_client_that_leaves_is_forgotten()
    {
        await using var api = await ApiUnderTest.StartAsync();
        var stream = await LiveReader.OpenAsync(api.Http);
        await stream.NextAsync();
        api.Events.Watchers.ShouldBe(1);

        await stream.DisposeAsync();

        await UntilAsync(() => api.Events.Watchers == 0);
        api.Logs.Lines.ShouldNotContain(line => line.StartsWith("Error") || line.StartsWith("Critical"));
    }

    [Fact]
    public async Task An_open_stream_does_not_hold_up_the_stop()
    {
        await using var api = await ApiUnderTest.StartAsync();
        await using var stream = await LiveReader.OpenAsync(api.Http);
        await stream.NextAsync();

        await api.StopAsync().WaitAsync(Patience, Cancellation);

        (await stream.EndsAsync()).ShouldBeTrue();
        api.Events.Watchers.ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_watches_without_signing_in()
    {
        await using var api = await ApiUnderTest.StartEmptyAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/live");
        request.Headers.Add("Accept", "text/event-stream");

        using var response = await api.Http.SendAsync(request, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        api.Events.Watchers.ShouldBe(0);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (!condition() && TimeProvider.System.GetUtcNow() < deadline)
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Cancellation);
        condition().ShouldBeTrue();
    }
}
