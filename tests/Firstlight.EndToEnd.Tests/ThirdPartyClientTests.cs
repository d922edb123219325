using System.Net;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>Unmodified clients by other people come online, write, read and sync.</summary>
public sealed class ThirdPartyClientTests
{
    [Fact]
    public Task The_node_library_works_with_a_token_made_by_hand() => WorksAsync(overTls: false, dynamic: false);

    [Fact]
    public Task The_node_library_works_over_TLS() => WorksAsync(overTls: true, dynamic: false);

    [Fact]
    public Task The_node_library_activates_with_a_pending_token() => WorksAsync(overTls: false, dynamic: true);

    [Fact]
    public async Task The_node_library_is_told_about_a_wrong_token()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, cancellation);
        await using var device = Start(cloud, new string('x', 32), overTls: false);

        var error = await device.ExpectLineAsync(
            line => line.Contains("\"error\"", StringComparison.Ordinal),
            cancellation
        );

        error.ShouldContain("INVALID_TOKEN");
    }

    private static async Task WorksAsync(bool overTls, bool dynamic)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, cancellation);
        using var api = await RestClient.SignInAsync(cloud, cancellation);
        var template = await api.CreateTemplateAsync("Node Thermostat", cancellation);
        // The library says no template in its information frame, so the session names it.
        var issued = dynamic
            ? await api.StartSessionAsync(new { templateId = template }, cancellation)
            : await api.PostAsync(
                "api/v1/devices",
                new { templateId = template, name = "By hand" },
                HttpStatusCode.Created,
                cancellation
            );
        var id = (dynamic ? issued["deviceId"] : issued["id"])!.GetValue<long>();

        await using var device = Start(cloud, issued["token"]!.GetValue<string>(), overTls);
        await device.ExpectLineAsync(line => line.Contains("\"connect\"", StringComparison.Ordinal), cancellation);
        await Until.TrueAsync(
            async () => await IsOnlineAsync(api, id, cancellation),
            "the device is online",
            cancellation
        );

        await device.SayAsync("write 0 21.5");
        await Until.TrueAsync(
            async () => Equals(await ValueAsync(api, id, 0, cancellation), "21.5"),
            "the value arrives",
            cancellation
        );

        await api.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 23.5 }, cancellation);
        await device.ExpectLineAsync(line => IsWrite(line, 1, "23.5"), cancellation);

        await api.PutAsync($"api/v1/devices/{id}/datastreams/2", new { value = "bonjour é" }, cancellation);
        await device.SayAsync("sync 0");
        await device.ExpectLineAsync(line => IsWrite(line, 0, "21.5"), cancellation);

        await device.SayAsync("property 0 color #D3435C");
        await device.SayAsync("event overheated it is hot");
        await Until.TrueAsync(
            async () => await HasEventAsync(api, id, "overheated", cancellation),
            "the event arrives",
            cancellation
        );

        await device.SayAsync("end");
        await Until.TrueAsync(
            async () => !(await api.GetAsync($"api/v1/devices/{id}", cancellation))["connected"]!.GetValue<bool>(),
            "the device is gone",
            cancellation
        );
    }

    private static Child Start(CloudProcess cloud, string token, bool overTls) =>
        Child.Start(
            "node",
            [
                Repository.File("tests/clients/blynk-device.js"),
                overTls ? "localhost" : "127.0.0.1",
                $"{(overTls ? cloud.TlsPort : cloud.Port)}",
                token,
                .. overTls ? [cloud.RootCertificate] : Array.Empty<string>(),
            ]
        );

    private static bool IsWrite(string line, int pin, string value)
    {
        if (!line.StartsWith('{'))
            return false;
        var said = JsonNode.Parse(line)!;
        return said["event"]!.GetValue<string>() == "write"
            && said["pin"]!.GetValue<int>() == pin
            && said["values"]!.AsArray() is [{ } first]
            && first.GetValue<string>() == value;
    }

    private static async Task<bool> IsOnlineAsync(RestClient api, long id, CancellationToken cancellation)
    {
        using var response = await api.Http.GetAsync($"api/v1/devices/{id}", cancellation);
        return response.StatusCode == HttpStatusCode.OK
            && JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellation))!["online"]!.GetValue<bool>();
    }

    private static async Task<string?> ValueAsync(RestClient api, long id, int pin, CancellationToken cancellation)
    {
        var values = await api.GetAsync($"api/v1/devices/{id}/datastreams", cancellation);
        return values.AsArray().Single(value => value!["pin"]!.GetValue<int>() == pin)!["value"]?.ToJsonString();
    }

    private static async Task<bool> HasEventAsync(
        RestClient api,
        long id,
        string code,
        CancellationToken cancellation
    ) =>
        (await api.GetAsync($"api/v1/devices/{id}/events", cancellation))
            .ToJsonString()
            .Contains(code, StringComparison.Ordinal);
}
