using System.Net;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>
/// The key folder is not there after a restore, or one of its files is damaged: devices do not notice, people sign in again,
/// and a token that nobody can unseal any more is refused in a sentence.
/// </summary>
public sealed class LostKeysTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("deleted")]
    [InlineData("cut in half")]
    [InlineData("empty")]
    public async Task Without_its_keys_the_cloud_keeps_every_device_and_says_what_it_cannot_show(string damage)
    {
        using var scratch = new Scratch();
        long id;
        string template;
        string active;
        string pending;
        string oldTicket;
        await using (var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation))
        {
            using var api = await RestClient.SignInAsync(cloud, Cancellation);
            template = await api.CreateTemplateAsync("Keyless", Cancellation);
            (id, active) = await api.CreateDeviceAsync(template, "Keyless", Cancellation);
            var session = await api.StartSessionAsync(new { templateId = template }, Cancellation);
            pending = session["token"]!.GetValue<string>();
            oldTicket = api.Http.DefaultRequestHeaders.Authorization!.Parameter!;
            (await ShowTokenAsync(api, id)).Status.ShouldBe(HttpStatusCode.OK);
            (await cloud.TerminateAsync(Cancellation)).ShouldBe(0);
        }

        Damage(scratch.File("keys"), damage);

        await using var again = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        foreach (var token in new[] { active, pending })
        {
            await using var device = await NativeSocket.TryConnectAsync(again.Port, Cancellation);
            (await device!.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
            (await device.ReportTemplateAsync(template, Cancellation)).ShouldBe(StatusCode.Success);
        }

        using var apiAgain = await RestClient.SignInAsync(again, Cancellation);
        using (var stale = new HttpRequestMessage(HttpMethod.Get, "api/v1/devices"))
        {
            stale.Headers.Authorization = new("Bearer", oldTicket);
            using var answer = await apiAgain.Http.SendAsync(stale, Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        }

        var (status, problem) = await ShowTokenAsync(apiAgain, id);
        status.ShouldBe(HttpStatusCode.Conflict);
        problem["code"]!.GetValue<string>().ShouldBe("token_sealed");
        problem["detail"]!.GetValue<string>().ShouldContain("key folder");
        var (fresh, _) = await apiAgain.CreateDeviceAsync(template, "Fresh", Cancellation);
        (await ShowTokenAsync(apiAgain, fresh)).Status.ShouldBe(HttpStatusCode.OK);
        if (damage != "deleted")
            again.Output.ShouldContain("is damaged and left out");
        (await again.TerminateAsync(Cancellation)).ShouldBe(0, again.Output);
    }

    private static void Damage(string keys, string how)
    {
        var files = Directory.GetFiles(keys, "*.xml");
        files.ShouldNotBeEmpty();
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open);
            stream.SetLength(how == "cut in half" ? stream.Length / 2 : 0);
        }

        if (how == "deleted")
            Directory.Delete(keys, recursive: true);
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> ShowTokenAsync(RestClient api, long device)
    {
        using var answer = await api.Http.PostAsync($"api/v1/devices/{device}/token", content: null, Cancellation);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!);
    }
}
