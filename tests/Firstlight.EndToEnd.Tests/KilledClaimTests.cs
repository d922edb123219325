using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The cloud is killed while customers claim: what was answered is there, and no unit is half claimed or there twice.</summary>
public sealed class KilledClaimTests(ITestOutputHelper output)
{
    private const int Units = 400;
    private const int ClaimsAtOnce = 20;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_while_units_are_claimed_each_is_claimed_whole_or_not_at_all_and_can_be_claimed_again()
    {
        var kills = TestMode.Times(bounded: 3, full: 40);
        var seed = TestMode.Seed();
        output.WriteLine($"seed {seed}, {kills} kills");
        var random = new Random(seed);
        using var scratch = new Scratch();
        IReadOnlyList<string> codes = [];
        var answered = new ConcurrentDictionary<string, long>();
        for (var round = 0; round < kills; round++)
        {
            await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
            using var api = await RestClient.SignInAsync(cloud, Cancellation);
            if (round == 0)
                codes = await MakeUnitsAsync(api);
            await CheckAsync(api, answered);
            var open = new ConcurrentQueue<string>(codes.Where(code => !answered.ContainsKey(code)));
            var before = answered.Count;
            var workers = Enumerable.Range(0, ClaimsAtOnce).Select(_ => ClaimAsync(api, open, answered)).ToArray();
            var enough = before + random.Next(1, Units / (2 * kills));
            await Until.TrueAsync(
                () => Task.FromResult(answered.Count >= enough),
                $"{enough} claims are answered",
                Cancellation
            );
            await cloud.KillAsync();
            await Task.WhenAll(workers);
            output.WriteLine($"killed after {answered.Count} claims");
        }

        await using var survivor = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var survivorApi = await RestClient.SignInAsync(survivor, Cancellation);
        await CheckAsync(survivorApi, answered);
        foreach (var code in codes)
        {
            using var claimed = await survivorApi.Http.PostAsJsonAsync("api/v1/claims", new { code }, Cancellation);
            claimed.StatusCode.ShouldBe(HttpStatusCode.OK);
            var device = await claimed.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
            if (answered.TryGetValue(code, out var known))
                device!["id"]!.GetValue<long>().ShouldBe(known);
        }

        (await survivorApi.AllDevicesAsync(Cancellation)).Count.ShouldBe(Units);
    }

    // Every claimed token has its device and every device its owner.
    private static async Task CheckAsync(RestClient api, ConcurrentDictionary<string, long> answered)
    {
        var devices = await api.AllDevicesAsync(Cancellation);
        devices.ShouldAllBe(device => device!["ownerId"] != null);
        var ids = devices.Select(device => device!["id"]!.GetValue<long>()).ToHashSet();
        ids.Count.ShouldBe(devices.Count);
        answered.Values.ShouldAllBe(id => ids.Contains(id));
        var tokens = await api.GetAsync("api/v1/static-tokens?state=Claimed&limit=1000", Cancellation);
        tokens["items"]!.AsArray().Select(token => token!["deviceId"]!.GetValue<long>()).Order().ShouldBe(ids.Order());
    }

    private static async Task ClaimAsync(
        RestClient api,
        ConcurrentQueue<string> open,
        ConcurrentDictionary<string, long> answered
    )
    {
        try
        {
            while (open.TryDequeue(out var code))
            {
                using var response = await api.Http.PostAsJsonAsync("api/v1/claims", new { code }, Cancellation);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    var device = await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
                    answered[code] = device!["id"]!.GetValue<long>();
                }
            }
        }
        catch (Exception dead) when (dead is HttpRequestException or IOException)
        {
            // The cloud was killed: nobody knows about this one.
        }
    }

    private static async Task<IReadOnlyList<string>> MakeUnitsAsync(RestClient api)
    {
        var template = await api.CreateTemplateAsync("Cellular Meter", Cancellation);
        var units = await api.MakeUnitsAsync(template, Units, Cancellation);
        return [.. units.Select(unit => unit["claimCode"]!.GetValue<string>())];
    }
}
