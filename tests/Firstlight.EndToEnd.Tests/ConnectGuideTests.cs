using System.Text.RegularExpressions;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The programs of docs/connect-mqtt.md, run as they stand there.</summary>
public sealed partial class ConnectGuideTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("python", "/usr/bin/python3", "device.py")]
    [InlineData("js", "node", "device.js")]
    [InlineData("sh", "sh", "device.sh")]
    public async Task A_program_of_the_guide_works_as_it_stands(string language, string program, string file)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
        await File.WriteAllTextAsync(scratch.File(file), await SnippetAsync(language), Cancellation);

        await using var device = Child.Start(
            program,
            [scratch.File(file)],
            new Dictionary<string, string?>
            {
                ["HOST"] = "127.0.0.1",
                ["PORT"] = $"{cloud.Port}",
                ["TOKEN"] = token,
                ["NODE_PATH"] = Repository.File("tests/clients/node_modules"),
            }
        );

        await Until.TrueAsync(
            async () => await TemperatureAsync(api, id) == "21.5",
            "the temperature arrives",
            Cancellation
        );
        if (language == "sh")
            return;
        await device.ExpectLineAsync(line => line == "downlink/ds/Set Temperature 20", Cancellation);
        await api.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 23.5 }, Cancellation);
        await device.ExpectLineAsync(line => line == "downlink/ds/Set Temperature 23.5", Cancellation);
    }

    [Fact]
    public async Task The_gateway_of_the_guide_works_as_it_stands()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (first, firstToken) = await api.CreateDeviceAsync(template, "First", Cancellation);
        var (second, secondToken) = await api.CreateDeviceAsync(template, "Second", Cancellation);
        var client = await api.PostAsync(
            "api/v1/api-clients",
            new { name = "Gateway", scopes = (string[])["ViewDevices", "ControlDevices"] },
            System.Net.HttpStatusCode.Created,
            Cancellation
        );
        await File.WriteAllTextAsync(scratch.File("gateway.js"), await SnippetAsync("js", number: 1), Cancellation);

        await using var gateway = Child.Start(
            "node",
            [scratch.File("gateway.js")],
            new Dictionary<string, string?>
            {
                ["HOST"] = "127.0.0.1",
                ["PORT"] = $"{cloud.Port}",
                ["SECRET"] = client["clientSecret"]!.GetValue<string>(),
                ["TOKENS"] = $"{firstToken},{secondToken}",
                ["NODE_PATH"] = Repository.File("tests/clients/node_modules"),
            }
        );

        await Until.TrueAsync(
            async () => await TemperatureAsync(api, first) == "20.5" && await TemperatureAsync(api, second) == "21.5",
            "the temperatures arrive",
            Cancellation
        );
        await api.PutAsync($"api/v1/devices/{second}/datastreams/1", new { value = 23.5 }, Cancellation);
        await gateway.ExpectLineAsync(line => line == "device 1 downlink/ds/Set Temperature 23.5", Cancellation);
    }

    private static async Task<string> SnippetAsync(string language, int number = 0)
    {
        var page = await File.ReadAllTextAsync(Repository.File("docs/connect-mqtt.md"), Cancellation);
        return Snippets()
            .Matches(page)
            .Where(match => match.Groups["language"].Value == language)
            .ElementAt(number)
            .Groups["text"]
            .Value;
    }

    private static async Task<string?> TemperatureAsync(RestClient api, long id)
    {
        var values = await api.GetAsync($"api/v1/devices/{id}/datastreams", Cancellation);
        return values.AsArray().Single(value => value!["pin"]!.GetValue<int>() == 0)!["value"]?.ToJsonString();
    }

    [GeneratedRegex(
        "^```(?<language>\\w+)\n(?<text>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Snippets();
}
