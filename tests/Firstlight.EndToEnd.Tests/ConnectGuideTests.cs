using System.Text.RegularExpressions;

namespace Firstlight.EndToEnd.Tests;

/// <summary>The programs of the guides for devices, run as they stand there.</summary>
public sealed partial class ConnectGuideTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("docs/connect/mqtt.md", "python", "downlink/ds/Set Temperature 20", "downlink/ds/Set Temperature 23.5")]
    [InlineData("docs/connect/mqtt.md", "js", "downlink/ds/Set Temperature 20", "downlink/ds/Set Temperature 23.5")]
    [InlineData(
        "docs/connect/raspberry-pi.md",
        "python",
        "downlink/ds/Set Temperature 20",
        "downlink/ds/Set Temperature 23.5"
    )]
    [InlineData("docs/connect/python.md", "python", "set to 20.00000", "set to 23.50000")]
    [InlineData("docs/connect/node.md", "js", "set to 20", "set to 23.5")]
    public async Task A_program_of_the_guide_writes_and_hears_what_people_set(
        string page,
        string language,
        string before,
        string after
    )
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var (id, token) = await CreateDeviceAsync(api);
        await using var device = await StartAsync(scratch, cloud, token, page, language);

        await Until.TrueAsync(
            async () => await TemperatureAsync(api, id) == "21.5",
            "the temperature arrives",
            Cancellation
        );
        await device.ExpectLineAsync(line => line == before, Cancellation);
        await api.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 23.5 }, Cancellation);
        await device.ExpectLineAsync(line => line == after, Cancellation);
    }

    [Theory]
    [InlineData("docs/connect/mqtt.md", 0, "")]
    [InlineData("docs/connect/curl.md", 0, "set to 20.00000")]
    [InlineData("docs/connect/curl.md", 1, "OK false")]
    public async Task A_command_of_the_guide_writes_and_ends(string page, int place, string said)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var (id, token) = await CreateDeviceAsync(api);
        await using var script = await StartAsync(scratch, cloud, token, page, "sh", place);

        (await script.WaitForExitAsync(Cancellation)).ShouldBe(0, script.Output);
        script.Output.Trim().ReplaceLineEndings(" ").ShouldBe(said);
        (await TemperatureAsync(api, id)).ShouldBe("21.5");
    }

    [Theory]
    [InlineData("docs/connect/python.md", "python")]
    [InlineData("docs/connect/raspberry-pi.md", "python")]
    [InlineData("docs/connect/node.md", "js")]
    public async Task A_program_whose_token_is_not_known_says_so_and_ends(string page, string language)
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        await using var device = await StartAsync(scratch, cloud, new string('x', 32), page, language);

        await device.WaitForExitAsync(Cancellation);

        device.Output.ShouldNotBeEmpty();
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
        await File.WriteAllTextAsync(
            scratch.File("gateway.js"),
            await SnippetAsync("docs/connect/mqtt.md", "js", place: 1),
            Cancellation
        );

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

    private static async Task<(long Id, string Token)> CreateDeviceAsync(RestClient api)
    {
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        return await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
    }

    private static async Task<Child> StartAsync(
        Scratch scratch,
        CloudProcess cloud,
        string token,
        string page,
        string language,
        int place = 0
    )
    {
        var (program, file) = language switch
        {
            "python" => ("/usr/bin/python3", "device.py"),
            "js" => ("node", "device.js"),
            _ => ("sh", "device.sh"),
        };
        await File.WriteAllTextAsync(scratch.File(file), await SnippetAsync(page, language, place), Cancellation);
        // No board's sensor is here; this one says what the other programs say.
        await File.WriteAllTextAsync(scratch.File("sensor"), "21500\n", Cancellation);
        return Child.Start(
            program,
            [scratch.File(file)],
            new Dictionary<string, string?>
            {
                ["HOST"] = "127.0.0.1",
                ["PORT"] = $"{cloud.Port}",
                ["TOKEN"] = token,
                ["SENSOR"] = scratch.File("sensor"),
                ["NODE_PATH"] = Repository.File("tests/clients/node_modules"),
            }
        );
    }

    private static async Task<string> SnippetAsync(string page, string language, int place)
    {
        var text = await File.ReadAllTextAsync(Repository.File(page), Cancellation);
        return Snippets()
            .Matches(text)
            .Where(match => match.Groups["language"].Value == language)
            .ElementAt(place)
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
