using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The cloud is killed while units are claimed and a receiver is told: whatever was answered is told, and twice only with the same id.</summary>
public sealed class KilledWebhookTests(ITestOutputHelper output)
{
    private const int Units = 300;
    private const int ClaimsAtOnce = 10;

    private static readonly string[] Triggers = ["Activated"];
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_at_random_moments_every_claim_that_was_answered_is_told()
    {
        var kills = TestMode.Times(bounded: 3, full: 40);
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}, {kills} kills");
        var random = new Random(seed);
        using var scratch = new Scratch();
        await using var receiver = await WebhookReceiver.StartAsync(Cancellation);
        var claimed = new ConcurrentDictionary<long, byte>();
        ConcurrentQueue<string>? codes = null;
        for (var round = 0; round < kills; round++)
        {
            await using var cloud = await StartAsync(scratch);
            using var api = await RestClient.SignInAsync(cloud, Cancellation);
            if (codes is null)
            {
                codes = new ConcurrentQueue<string>(await MakeUnitsAsync(api));
                await receiver.HearAsync(api, Triggers, Cancellation);
            }

            var enough = claimed.Count + random.Next(1, Units / (2 * kills));
            var workers = Enumerable.Range(0, ClaimsAtOnce).Select(_ => ClaimAsync(api, codes, claimed)).ToArray();
            await Until.TrueAsync(() => claimed.Count >= enough, $"{enough} claims are answered", Cancellation);
            await cloud.KillAsync();
            await Task.WhenAll(workers);
            output.WriteLine($"killed after {claimed.Count} claims, {receiver.Messages.Count} messages came");
        }

        await using var survivor = await StartAsync(scratch);
        await Until.TrueAsync(
            () => claimed.Keys.All(Told(receiver).ContainsKey),
            "every claim that was answered is told",
            Cancellation
        );

        receiver.Messages.ShouldAllBe(message => message["genuine"]!.GetValue<bool>());
        Told(receiver).ShouldAllBe(told => told.Value.Distinct(StringComparer.Ordinal).Count() == 1);
        output.WriteLine($"{claimed.Count} claims, {receiver.Messages.Count} messages");
    }

    private static Task<CloudProcess> StartAsync(Scratch scratch) =>
        CloudProcess.StartAsync(scratch.Path, Cancellation, more: ["--private-webhooks"]);

    private static Dictionary<long, string[]> Told(WebhookReceiver receiver) =>
        receiver
            .Messages.GroupBy(message => message["device"]!.GetValue<long>())
            .ToDictionary(group => group.Key, group => group.Select(one => one["id"]!.GetValue<string>()).ToArray());

    private static async Task ClaimAsync(
        RestClient api,
        ConcurrentQueue<string> codes,
        ConcurrentDictionary<long, byte> claimed
    )
    {
        try
        {
            while (codes.TryDequeue(out var code))
            {
                using var response = await api.Http.PostAsJsonAsync("api/v1/claims", new { code }, Cancellation);
                response.StatusCode.ShouldBe(HttpStatusCode.OK);
                var device = await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
                claimed[device!["id"]!.GetValue<long>()] = 0;
            }
        }
        catch (Exception dead) when (dead is HttpRequestException or IOException)
        {
            // The cloud was killed: what it had not answered may be told or not.
        }
    }

    private static async Task<IEnumerable<string>> MakeUnitsAsync(RestClient api)
    {
        var template = await api.CreateTemplateAsync("Cellular Meter", Cancellation);
        var units = await api.MakeUnitsAsync(template, Units, Cancellation);
        return units.Select(unit => unit["claimCode"]!.GetValue<string>());
    }
}
