using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Static tokens from the order to the customer, over the cloud's real doors.</summary>
public sealed class StaticTokenTests(ITestOutputHelper output)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_batch_survives_being_killed_in_the_middle_with_nothing_lost_and_nothing_doubled()
    {
        const int count = 60_000;
        var seed = TestMode.Seed();
        var random = new Random(seed);
        output.WriteLine($"seed {seed}");
        using var scratch = new Scratch();
        long batch;
        int made;
        await using (var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation))
        {
            using var api = await RestClient.SignInAsync(cloud, Cancellation);
            var template = await api.CreateTemplateAsync("Cellular Meter", Cancellation);
            batch = await api.OrderUnitsAsync(template, count, Cancellation);
            var enough = random.Next(1, count / 2);
            await Until.TrueAsync(
                async () => await MadeAsync(api, batch) >= enough,
                $"{enough} tokens are made",
                Cancellation
            );
            made = await MadeAsync(api, batch);
            await cloud.KillAsync();
        }

        output.WriteLine($"killed at {made} of {count}");
        await using var survivor = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var survivorApi = await RestClient.SignInAsync(survivor, Cancellation);
        (await MadeAsync(survivorApi, batch)).ShouldBeGreaterThanOrEqualTo(made);
        var units = await survivorApi.ExportUnitsAsync(batch, Cancellation);

        units.Count.ShouldBe(count);
        units.Select(unit => unit["number"]!.GetValue<int>()).ShouldBe(Enumerable.Range(1, count));
        units.Select(unit => unit["token"]!.GetValue<string>()).ShouldBeUnique();
        units.Select(unit => unit["claimCode"]!.GetValue<string>()).ShouldBeUnique();
    }

    [Fact]
    public async Task A_unit_works_unclaimed_is_claimed_while_connected_and_comes_free_again()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Cellular Meter", Cancellation);
        var unit = (await api.MakeUnitsAsync(template, 1, Cancellation))[0];
        var token = unit["token"]!.GetValue<string>();

        await using var socket = (await NativeSocket.TryConnectAsync(cloud.Port, Cancellation))!;
        (await socket.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success);
        var unclaimed = (await api.AllDevicesAsync(Cancellation)).ShouldHaveSingleItem()!;
        unclaimed["ownerId"].ShouldBeNull();

        var claimed = await ClaimAsync(api, unit["claimCode"]!.GetValue<string>(), HttpStatusCode.OK);
        claimed["id"]!.GetValue<long>().ShouldBe(unclaimed["id"]!.GetValue<long>());
        claimed["connected"]!.GetValue<bool>().ShouldBeTrue("a claim leaves the connection alone");
        (await socket.ReportTemplateAsync(template, Cancellation)).ShouldBe(StatusCode.Success);

        using var deleted = await api.Http.DeleteAsync($"api/v1/devices/{claimed["id"]}", Cancellation);
        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await using var again = (await NativeSocket.TryConnectAsync(cloud.Port, Cancellation))!;
        (await again.LoginAsync(token, Cancellation)).ShouldBe(StatusCode.Success, "its token is not its owner's");
        var qr = unit["qr"]!.GetValue<string>();
        var second = await ClaimAsync(api, qr, HttpStatusCode.OK);
        second["id"]!.GetValue<long>().ShouldNotBe(claimed["id"]!.GetValue<long>());
    }

    [Fact]
    public async Task Who_deletes_a_static_token_ends_its_unit_and_a_wrong_code_says_what_to_do()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Cellular Meter", Cancellation);
        var unit = (await api.MakeUnitsAsync(template, 1, Cancellation))[0];
        await ClaimAsync(api, unit["qr"]!.GetValue<string>(), HttpStatusCode.OK);

        using var deleted = await api.Http.DeleteAsync($"api/v1/static-tokens/{unit["id"]}", Cancellation);

        deleted.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await api.AllDevicesAsync(Cancellation)).ShouldBeEmpty();
        await using var socket = (await NativeSocket.TryConnectAsync(cloud.Port, Cancellation))!;
        (await socket.LoginAsync(unit["token"]!.GetValue<string>(), Cancellation)).ShouldBe(StatusCode.InvalidToken);
        var unknown = await ClaimAsync(api, unit["claimCode"]!.GetValue<string>(), HttpStatusCode.NotFound);
        unknown["code"]!.GetValue<string>().ShouldBe("claim_code_not_found");
        var slip = await ClaimAsync(api, "26R3RD-KYJBNZ-4YNJ4M", HttpStatusCode.BadRequest);
        slip["field"]!.GetValue<string>().ShouldBe("code");
    }

    [Fact]
    public async Task A_zip_holds_the_table_and_a_QR_code_for_each_unit_under_a_name_that_is_no_secret()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Cellular Meter", Cancellation);
        var batch = await api.OrderUnitsAsync(template, 20, Cancellation);
        await api.UnitsAreReadyAsync(batch, Cancellation);

        using var response = await api.Http.PostAsync(
            $"api/v1/static-batches/{batch}/export?format=zip",
            content: null,
            Cancellation
        );
        await using var body = await response.Content.ReadAsStreamAsync(Cancellation);
        await using var zip = await ZipArchive.CreateAsync(
            body,
            ZipArchiveMode.Read,
            leaveOpen: false,
            entryNameEncoding: null,
            Cancellation
        );

        zip.Entries.Select(entry => entry.FullName)
            .ShouldBe([
                "tokens.csv",
                .. Enumerable
                    .Range(1, 20)
                    .Select(number => string.Create(CultureInfo.InvariantCulture, $"qr/{number:D7}.png")),
            ]);
        using var reader = new StreamReader(await zip.Entries[0].OpenAsync(Cancellation));
        var lines = (await reader.ReadToEndAsync(Cancellation)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("Number,Device Token,QR Token,QR Content,Claim Code");
        lines.Length.ShouldBe(21);
        await using var picture = await zip.Entries[1].OpenAsync(Cancellation);
        var start = new byte[8];
        await picture.ReadExactlyAsync(start, Cancellation);
        start.ShouldBe([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
    }

    private static async Task<int> MadeAsync(RestClient api, long batch) =>
        (await api.GetAsync($"api/v1/static-batches/{batch}", Cancellation))["made"]!.GetValue<int>();

    private static async Task<JsonNode> ClaimAsync(RestClient api, string code, HttpStatusCode expected)
    {
        using var response = await api.Http.PostAsJsonAsync("api/v1/claims", new { code }, Cancellation);
        response.StatusCode.ShouldBe(expected);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }
}
