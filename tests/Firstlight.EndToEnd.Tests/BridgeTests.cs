using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A board without a line of C#: the service is the device, a Python program is what the product does.</summary>
public sealed class BridgeTests
{
    private const int CodeRefused = 65;
    private const int HeatingPin = 9;

    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_board_with_a_cable_is_claimed_by_a_code_and_serves_a_Python_program()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await CreateTemplateAsync(api);
        await using var board = await EdgentdProgram.StartAsync(scratch, cloud, template, "", Cancellation);
        await using var program = StartThermostat(scratch, board, degrees: 21.5);
        await program.ExpectLineAsync(line => line == "state set_up", Cancellation);

        var wrong = await board.RunAsync(Cancellation, "claim", "ABCD-2345");
        wrong.Code.ShouldBe(CodeRefused, wrong.Output);
        var session = await api.StartSessionAsync(new { }, Cancellation);
        var code = session["code"]!.GetValue<string>();
        var claimed = await board.RunAsync(Cancellation, "claim", code);
        claimed.Code.ShouldBe(0, claimed.Output);

        await Until.TrueAsync(
            async () =>
                (await api.SessionAsync(session["id"]!.GetValue<long>(), Cancellation))["state"]!.GetValue<string>()
                == "Succeeded",
            "the session has succeeded",
            Cancellation
        );
        var id = (await api.GetAsync("api/v1/devices", Cancellation))["items"]!.AsArray().Single()![
            "id"
        ]!.GetValue<long>();
        await WritesAsync(api, id, pin: 0, "21.5");
        await program.ExpectLineAsync(line => line == "set to 20.0", Cancellation);
        await WritesAsync(api, id, HeatingPin, "0");
        await api.PutAsync($"api/v1/devices/{id}/datastreams/1", new { value = 23.5 }, Cancellation);
        await program.ExpectLineAsync(line => line == "set to 23.5", Cancellation);
        await WritesAsync(api, id, HeatingPin, "1");

        board.Child.Output.ShouldNotContain(code);
        board.Child.Output.ShouldNotContain(code.Replace("-", "", StringComparison.Ordinal));
        (await board.RunAsync(Cancellation, "claim", code)).Output.ShouldContain("does not wait for its set-up");
    }

    [Fact]
    public async Task A_unit_with_a_static_token_comes_online_by_itself_and_its_program_outlives_the_service()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.File("cloud"), Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await CreateTemplateAsync(api);
        var unit = (await api.MakeUnitsAsync(template, 1, Cancellation)).Single();
        var token = unit["token"]!.GetValue<string>();
        await File.WriteAllTextAsync(scratch.File("token"), token, Cancellation);
        File.SetUnixFileMode(scratch.File("token"), UnixFileMode.UserRead);
        await using var board = await EdgentdProgram.StartAsync(
            scratch,
            cloud,
            template,
            $$""", "token": { "file": "{{scratch.File("token")}}" }""",
            Cancellation
        );
        await board.IsOnlineAsync(Cancellation);
        await using var program = StartThermostat(scratch, board, degrees: 19);
        await program.ExpectLineAsync(line => line == "state online", Cancellation);

        var output = board.Child.Output;
        (await board.Child.TerminateAsync(Cancellation)).ShouldBe(0, output);
        await program.ExpectLineAsync(
            line => line.StartsWith("the service is away", StringComparison.Ordinal),
            Cancellation
        );
        await board.StartAgainAsync(Cancellation);
        await board.IsOnlineAsync(Cancellation);
        await Until.TrueAsync(
            () => program.Output.Split('\n').Count(line => line == "state online") == 2,
            "the program is back",
            Cancellation
        );

        output.ShouldNotContain(token);
        File.GetUnixFileMode(board.StateFolder)
            .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static async Task<string> CreateTemplateAsync(RestClient api)
    {
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        await api.PostAsync(
            $"api/v1/templates/{template}/datastreams",
            new
            {
                name = "Heating",
                pin = HeatingPin,
                type = "Integer",
                min = 0,
                max = 1,
            },
            System.Net.HttpStatusCode.Created,
            Cancellation
        );
        return template;
    }

    private static Child StartThermostat(Scratch scratch, EdgentdProgram board, double degrees)
    {
        File.WriteAllText(scratch.File("sensor"), $"{degrees * 1000}\n");
        return Child.Start(
            "/usr/bin/python3",
            [Repository.File("samples/bridge/thermostat.py"), board.Socket],
            new Dictionary<string, string?> { ["SENSOR"] = scratch.File("sensor"), ["PERIOD"] = "0.5" }
        );
    }

    private static Task WritesAsync(RestClient api, long device, int pin, string value) =>
        Until.TrueAsync(
            async () =>
            {
                var values = await api.GetAsync($"api/v1/devices/{device}/datastreams", Cancellation);
                return Of(values, pin) == value;
            },
            $"V{pin} is {value}",
            Cancellation
        );

    private static string? Of(JsonNode values, int pin) =>
        values.AsArray().Single(value => value!["pin"]!.GetValue<int>() == pin)!["value"]?.ToJsonString();
}
