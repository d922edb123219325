using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A person types the session's code on the device's own page, and whatever breaks meanwhile, one device gets the token.</summary>
public sealed class ShortCodeTests
{
    private const string Network = "Home";
    private const string WifiPassword = "firstlight-wifi";

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_with_TLS_trades_the_code_and_is_online_in_the_account()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        await using var room = await WorkbenchProcess.StartAsync(
            scratch.File("room"),
            cloud.RootCertificate,
            Cancellation
        );
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Coded", Cancellation);
        var session = await api.StartSessionAsync(new { }, Cancellation);
        var unit = await room.AddDeviceAsync(
            new
            {
                name = "Unit",
                templateId = template,
                templateName = "Coded",
                behaviour = "silent",
                tls = true,
            },
            Cancellation
        );

        var accessPoint = await room.AccessPointAsync(unit, Cancellation);
        using var phone = new HttpClient();
        using var form = new FormUrlEncodedContent([
            new("ssid", Network),
            new("pass", WifiPassword),
            new("blynk", Text(session, "code")),
            new("host", "127.0.0.1"),
            new("port_ssl", $"{cloud.TlsPort}"),
        ]);
        using var answer = await phone.PostAsync($"{accessPoint.ToString().TrimEnd('/')}/config", form, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        JsonNode seen = null!;
        await Until.TrueAsync(
            async () =>
                Text(seen = await api.SessionAsync(session["id"]!.GetValue<long>(), Cancellation), "state")
                == "Succeeded",
            "the device is in the account",
            Cancellation
        );
        seen["steps"]!
            .AsArray()
            .Select(step => Text(step!, "name"))
            .ShouldBe(["token_issued", "code_traded", "device_seen", "template_bound", "activated"]);
        var again = await TradeAsync(api.Http, Text(session, "code"), template, "another-unit");
        again.Status.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Killed_after_a_trade_the_cloud_knows_who_has_the_token_and_gives_it_to_nobody_else()
    {
        using var scratch = new Scratch();
        string template;
        JsonNode session;
        await using (var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation))
        {
            using var api = await RestClient.SignInAsync(cloud, Cancellation);
            template = await api.CreateTemplateAsync("Coded", Cancellation);
            session = await api.StartSessionAsync(new { }, Cancellation);
            var traded = await TradeAsync(api.Http, Text(session, "code"), template, "the-first-unit");
            traded.Status.ShouldBe(HttpStatusCode.OK);
            await cloud.KillAsync();
        }

        await using var survivor = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var device = new HttpClient { BaseAddress = survivor.Address };
        var stranger = await TradeAsync(device, Text(session, "code"), template, "another-unit");
        var same = await TradeAsync(device, Text(session, "code").ToLowerInvariant(), template, "the-first-unit");

        Text(stranger.Body, "code").ShouldBe("code_used");
        Text(same.Body, "token").ShouldBe(Text(session, "token"));
        await using var link = await NativeSocket.TryConnectAsync(survivor.Port, Cancellation);
        (await link!.LoginAsync(Text(same.Body, "token"), Cancellation)).ShouldBe(StatusCode.Success);
    }

    [Fact]
    public async Task Who_guesses_is_slowed_on_the_real_door()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var guesser = new HttpClient { BaseAddress = cloud.Address };

        var answers = new List<HttpStatusCode>();
        for (var guess = 0; guess < 15; guess++)
            answers.Add((await TradeAsync(guesser, $"0000{guess:0000}", "TMPLguess001", "a-guessing-unit")).Status);

        answers.Count(status => status == HttpStatusCode.NotFound).ShouldBe(10);
        answers.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(5);
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> TradeAsync(
        HttpClient device,
        string code,
        string templateId,
        string unit
    )
    {
        var offer = new
        {
            code,
            templateId,
            unit,
        };
        using var answer = await device.PostAsJsonAsync("api/v1/provisioning/trade", offer, Cancellation);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!);
    }

    private static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
