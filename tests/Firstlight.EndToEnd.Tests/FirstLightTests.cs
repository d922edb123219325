using System.Net;
using System.Text.RegularExpressions;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>What README promises a stranger: <c>./run</c>, <c>firstlight provision</c>, and the device is there.</summary>
public sealed partial class FirstLightTests(ITestOutputHelper output)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_thermostat_fresh_from_its_box_is_online_in_the_owners_account_within_ten_seconds()
    {
        using var scratch = new Scratch();
        await using var run = Child.Start(
            "bash",
            [
                Repository.File("run"),
                .. new[] { "--data", scratch.File("data"), "--port", "0", "--tls-port", "0", "--workbench-port", "0" },
                .. new[] { "--owner-email", CloudProcess.OwnerEmail, "--owner-password", CloudProcess.OwnerPassword },
            ]
        );
        await run.ExpectLineAsync(line => line == "Firstlight is up", Cancellation);
        await run.ExpectLineAsync(line => line.Contains("Ctrl-C", StringComparison.Ordinal), Cancellation);
        var cloud = new Uri(Address("cloud").Match(run.Output).Groups[1].Value);
        var workbench = new Uri(Address("workbench").Match(run.Output).Groups[1].Value);
        var cli = new CliProgram(cloud, workbench, scratch.File("settings"));
        await cli.SignInAsync(Cancellation);

        var provisioned = await cli.RunAsync(
            Cancellation,
            "provision",
            "--ssid",
            "Home",
            "--password",
            "firstlight-wifi",
            "--json"
        );
        provisioned.Code.ShouldBe(0, provisioned.Output + run.Output);
        output.WriteLine(provisioned.Json["timings"]!.ToJsonString());
        provisioned.Json["timings"]!["totalMs"]!.GetValue<long>().ShouldBeLessThan(10_000);
        provisioned.Json["timings"]!["ownWaitingMs"]!.GetValue<long>().ShouldBeLessThan(1_000);

        var devices = await cli.RunAsync(Cancellation, "devices", "list", "--json");
        devices.Code.ShouldBe(0, devices.Output);
        var id = provisioned.Json["session"]!["deviceId"]!.GetValue<long>();
        devices.Output.ShouldContain("Thermostat");

        await Until.TrueAsync(
            async () =>
                (await CurlAsync(cloud, scratch, $"api/v1/devices/{id}/datastreams")).Contains(
                    "\"pin\":0",
                    StringComparison.Ordinal
                ),
            "curl reads the datastreams",
            Cancellation
        );
        await Until.TrueAsync(
            async () => TemperatureValue().IsMatch(await CurlAsync(cloud, scratch, $"api/v1/devices/{id}/datastreams")),
            "the temperature that the device wrote is read by curl",
            Cancellation
        );
        var put = await CurlAsync(
            cloud,
            scratch,
            $"api/v1/devices/{id}/datastreams/1",
            "-X",
            "PUT",
            "-H",
            "content-type: application/json",
            "-d",
            """{"value":22.5}"""
        );
        put.ShouldContain("\"delivered\":true");
        await Until.TrueAsync(
            async () =>
                (await cli.RunAsync(Cancellation, "workbench", "log")).Output.Contains(
                    "22.5",
                    StringComparison.Ordinal
                ),
            "the device's log shows the new set point",
            Cancellation
        );

        (await run.TerminateAsync(Cancellation)).ShouldBe(0, run.Output);
    }

    private static async Task<string> CurlAsync(Uri cloud, Scratch scratch, string path, params string[] more)
    {
        if (!File.Exists(scratch.File("ticket")))
        {
            await using var signIn = Child.Start(
                "curl",
                [
                    "-s",
                    new Uri(cloud, "api/v1/sign-in").ToString(),
                    "-H",
                    "content-type: application/json",
                    "-d",
                    $$"""{"email":"{{CloudProcess.OwnerEmail}}","password":"{{CloudProcess.OwnerPassword}}"}""",
                ]
            );
            await signIn.WaitForExitAsync(Cancellation);
            var ticket = System.Text.Json.Nodes.JsonNode.Parse(signIn.Output)!["accessToken"]!.GetValue<string>();
            await File.WriteAllTextAsync(scratch.File("ticket"), ticket, Cancellation);
        }

        var bearer = await File.ReadAllTextAsync(scratch.File("ticket"), Cancellation);
        await using var curl = Child.Start(
            "curl",
            ["-s", "-H", $"Authorization: Bearer {bearer}", .. more, new Uri(cloud, path).ToString()]
        );
        await curl.WaitForExitAsync(Cancellation);
        return curl.Output;
    }

    private static Regex Address(string name) => new($@"^\s+{name}\s+(http://\S+)", RegexOptions.Multiline);

    [GeneratedRegex("\"pin\":0,[^}]*\"value\":[0-9]")]
    private static partial Regex TemperatureValue();
}
