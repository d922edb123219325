using System.Net;
using System.Net.Http.Json;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Two people sign up; one brings a device in. The other sees nothing of it, anywhere.</summary>
public sealed class OwnDevicesTests
{
    private const string Password = "a few words in a row";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_is_seen_and_handled_by_its_owner_and_the_administrator_alone()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var admin = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await admin.CreateTemplateAsync("Thermostat", Cancellation);
        await AllowSignUpAsync(admin);
        using var ann = await SignUpAsync(cloud, admin, "ann@example.com");
        using var bob = await SignUpAsync(cloud, admin, "bob@example.com");
        await using var annWatches = await LiveWatch.StartAsync(ann, Cancellation);
        await using var bobWatches = await LiveWatch.StartAsync(bob, Cancellation);
        await using var adminWatches = await LiveWatch.StartAsync(admin, Cancellation);

        var session = await ann.StartSessionAsync(new { templateId = template }, Cancellation);
        var id = session["deviceId"]!.GetValue<long>();
        await using var device = (await NativeSocket.TryConnectAsync(cloud.Port, Cancellation))!;
        (await device.LoginAsync(session["token"]!.GetValue<string>(), Cancellation)).ShouldBe(StatusCode.Success);
        (await device.ReportTemplateAsync(template, Cancellation)).ShouldBe(StatusCode.Success);
        await ann.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 23.5 }, Cancellation);

        foreach (var watch in new[] { annWatches, adminWatches })
        {
            foreach (var type in new[] { "session.ended", "device.activated", "device.online", "datastream" })
                await Until.TrueAsync(() => watch.Count(type, id) == 1, $"{type} is seen", Cancellation);
        }

        (await ann.AllDevicesAsync(Cancellation)).ShouldHaveSingleItem()["id"]!.GetValue<long>().ShouldBe(id);
        (await bob.AllDevicesAsync(Cancellation)).ShouldBeEmpty();
        (await admin.AllDevicesAsync(Cancellation)).Count.ShouldBe(1);
        (await bob.GetAsync("api/v1/provisioning/sessions", Cancellation))["items"]!.AsArray().ShouldBeEmpty();
        foreach (var path in new[] { "", "/datastreams", "/events", "/datastreams/1/history" })
        {
            using var hidden = await bob.Http.GetAsync($"api/v1/devices/{id}{path}", Cancellation);
            hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }

        using (var hidden = await bob.Http.DeleteAsync($"api/v1/devices/{id}", Cancellation))
            hidden.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using (var deleted = await ann.Http.DeleteAsync($"api/v1/devices/{id}", Cancellation))
            deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Until.TrueAsync(() => annWatches.Count("device.deleted", id) == 1, "its end is seen", Cancellation);
        bobWatches.Count("live.ready").ShouldBe(1);
        foreach (
            var type in new[] { "session.step", "device.activated", "device.online", "datastream", "device.deleted" }
        )
            bobWatches.Count(type).ShouldBe(0, type);
    }

    private static async Task AllowSignUpAsync(RestClient admin)
    {
        using var content = JsonContent.Create(new { signUpAllowed = true });
        using var answer = await admin.Http.PatchAsync("api/v1/settings/organisation", content, Cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<RestClient> SignUpAsync(CloudProcess cloud, RestClient anybody, string email)
    {
        await anybody.PostAsync(
            "api/v1/sign-up",
            new { email, password = Password },
            HttpStatusCode.Accepted,
            Cancellation
        );
        return await RestClient.SignInAsync(cloud, Cancellation, email, Password);
    }
}
