using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A customer signs up and gets an organisation of their own: a device of each kind comes into it.</summary>
public sealed class OwnOrganisationTests
{
    private const string Password = "a few words in a row";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_signed_up_claims_a_unit_of_the_maker_and_provisions_also_after_the_cloud_was_killed()
    {
        using var scratch = new Scratch();
        long organisation;
        string template;
        await using (var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation))
        {
            using var maker = await RestClient.SignInAsync(cloud, Cancellation);
            template = await maker.CreateTemplateAsync("Thermostat", Cancellation);
            await OpenAsync(maker);
            await SignUpAsync(maker, "nora@example.com", "Hotel Sunrise");
            using var nora = await RestClient.SignInAsync(cloud, Cancellation, "nora@example.com", Password);
            organisation = (await nora.GetAsync("api/v1/me", Cancellation))["organisationId"]!.GetValue<long>();
            organisation.ShouldNotBe(1);

            var unit = (await maker.MakeUnitsAsync(template, 1, Cancellation))[0];
            var code = new { code = unit["claimCode"]!.GetValue<string>() };
            await nora.PostAsync("api/v1/claims", code, HttpStatusCode.OK, Cancellation);
            await ProvisionAsync(cloud, nora, template);

            (await nora.AllDevicesAsync(Cancellation)).Count.ShouldBe(2);
            (await maker.AllDevicesAsync(Cancellation)).ShouldBeEmpty();
            maker.Http.DefaultRequestHeaders.Add("Firstlight-Organisation", organisation.ToString());
            (await maker.AllDevicesAsync(Cancellation)).Count.ShouldBe(2);
            await cloud.KillAsync();
        }

        await using var again = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var back = await RestClient.SignInAsync(again, Cancellation, "nora@example.com", Password);
        await ProvisionAsync(again, back, template);
        (await back.AllDevicesAsync(Cancellation)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_cloud_killed_among_sign_ups_has_each_person_with_their_organisation_or_neither()
    {
        const int Rounds = 3;
        using var scratch = new Scratch();
        var acknowledged = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
            using var maker = await RestClient.SignInAsync(cloud, Cancellation);
            await OpenAsync(maker);
            acknowledged.AddRange(await SignUpUntilKilledAsync(cloud, maker, round));
        }

        acknowledged.Count.ShouldBeGreaterThanOrEqualTo(Rounds);
        await using var again = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var checks = await RestClient.SignInAsync(again, Cancellation);
        var made = (await checks.GetAsync("api/v1/organisations?limit=1000", Cancellation))["items"]!.AsArray();
        foreach (var id in made.Select(one => one!["id"]!.GetValue<long>()).Where(id => id != 1))
        {
            var organisation = await checks.GetAsync($"api/v1/organisations/{id}", Cancellation);
            organisation["contents"]!["people"]!.GetValue<int>().ShouldBe(1, $"organisation {id}");
        }

        foreach (var email in acknowledged)
        {
            using var person = await RestClient.SignInAsync(again, Cancellation, email, Password);
            (await person.GetAsync("api/v1/me", Cancellation))["role"]!.GetValue<string>().ShouldBe("Admin");
        }
    }

    // As many at once as one address may; the cloud dies once the first are answered.
    private static async Task<IReadOnlyList<string>> SignUpUntilKilledAsync(
        CloudProcess cloud,
        RestClient anybody,
        int round
    )
    {
        var emails = Enumerable.Range(0, 10).Select(number => $"nora.{round}.{number}@example.com").ToList();
        var calls = emails.Select(TryAsync).ToList();
        await Task.WhenAny(calls);
        await cloud.KillAsync();
        var answered = await Task.WhenAll(calls);
        return [.. emails.Where((_, number) => answered[number])];

        async Task<bool> TryAsync(string email)
        {
            try
            {
                await SignUpAsync(anybody, email, "Hotel Sunrise");
                return true;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }

    private static async Task ProvisionAsync(CloudProcess cloud, RestClient person, string template)
    {
        var session = await person.StartSessionAsync(new { templateId = template }, Cancellation);
        await using var device = (await NativeSocket.TryConnectAsync(cloud.Port, Cancellation))!;
        (await device.LoginAsync(session["token"]!.GetValue<string>(), Cancellation)).ShouldBe(StatusCode.Success);
        (await device.ReportTemplateAsync(template, Cancellation)).ShouldBe(StatusCode.Success);
    }

    private static async Task OpenAsync(RestClient maker)
    {
        using var content = JsonContent.Create(new { signUp = "OwnOrganisation" });
        using var answer = await maker.Http.PatchAsync("api/v1/settings/organisation", content, Cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private static Task<JsonNode> SignUpAsync(RestClient anybody, string email, string organisation) =>
        anybody.PostAsync(
            "api/v1/sign-up",
            new
            {
                email,
                password = Password,
                organisation,
            },
            HttpStatusCode.Accepted,
            Cancellation
        );
}
