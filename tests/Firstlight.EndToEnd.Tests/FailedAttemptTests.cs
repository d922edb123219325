using System.Net;
using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>
/// Everything that goes wrong at a customer's: each attempt ends with its own reason and next step, leaves no device
/// behind, and the same unit can be provisioned again at once.
/// </summary>
public sealed class FailedAttemptTests(ITestOutputHelper output)
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    private sealed record Attempt(
        string Name,
        int ExitCode,
        string State,
        int Code,
        Func<Household, string, Task<CliResult>> Try
    );

    private static readonly Attempt[] Attempts =
    [
        new(
            "wrong password",
            21,
            "Failed",
            722,
            (home, device) => home.ProvisionAsync(device, "Home", "not the password")
        ),
        new(
            "unknown network",
            22,
            "Failed",
            720,
            (home, device) => home.ProvisionAsync(device, "No Such Network", "whatever12")
        ),
        new(
            "router off",
            23,
            "Failed",
            701,
            (home, device) => home.ProvisionAsync(device, "Switched Off", "firstlight-wifi")
        ),
        new(
            "cloud unreachable",
            24,
            "Failed",
            702,
            (home, device) => home.ProvisionAsync(device, "No Internet", "firstlight-wifi")
        ),
    ];

    [Fact]
    public async Task Every_failure_names_its_reason_leaves_no_device_and_does_not_spoil_the_next_attempt()
    {
        using var scratch = new Scratch();
        await using var home = await Household.StartAsync(scratch);

        var sentences = await Task.WhenAll(Attempts.Select(attempt => FailAsync(home, attempt)));
        sentences.Distinct().Count().ShouldBe(Attempts.Length, string.Join('\n', sentences));
        await UnknownTemplateAsync(home);
        await CancelledAsync(home);
        (await home.Api.AllDevicesAsync(Cancellation)).ShouldBeEmpty("no failed attempt leaves a device");

        // The very same units, now done right.
        var again = await Task.WhenAll(
            home.Devices.Select(device => home.ProvisionAsync(device, "Home", "firstlight-wifi"))
        );
        foreach (var result in again)
            result.Code.ShouldBe(0, result.Output);
        (await home.Api.AllDevicesAsync(Cancellation)).Count.ShouldBe(home.Devices.Count);
    }

    [Fact]
    public async Task An_expired_token_ends_the_session_and_the_unit_opens_its_access_point_again()
    {
        using var scratch = new Scratch();
        await using var home = await Household.StartAsync(scratch, "--pending-token-lifetime", "00:00:01");
        var device = await home.AddDeviceAsync("Late");
        var session = await home.Api.StartSessionAsync(new { }, Cancellation);
        await Until.TrueAsync(
            async () =>
                (await home.Api.SessionAsync(session["id"]!.GetValue<long>(), Cancellation))["state"]!.ToString()
                == "Expired",
            "the session expires",
            Cancellation
        );

        // A phone that slept: it hands the dead token over. The device is refused and is back in set-up mode.
        await home.HandOverAsync(device, session);
        await Until.TrueAsync(
            async () => (await home.LastErrorAsync(device)) == 703,
            "the device reports 703",
            Cancellation
        );

        var ended = await home.Api.SessionAsync(session["id"]!.GetValue<long>(), Cancellation);
        output.WriteLine(ended.ToJsonString());
        ended["failure"]!["nextStep"]!.ToString().ShouldNotBeEmpty();
        (await home.Api.AllDevicesAsync(Cancellation)).ShouldBeEmpty();
    }

    private async Task<string> FailAsync(Household home, Attempt attempt)
    {
        var device = await home.AddDeviceAsync(attempt.Name);
        var result = await attempt.Try(home, device);
        output.WriteLine($"{attempt.Name}: {result.Output}");
        result.Code.ShouldBe(attempt.ExitCode, $"{attempt.Name}: {result.Output}");
        var session = await home.LatestSessionAsync(failure => failure["code"]!.GetValue<int>() == attempt.Code);
        session["state"]!.ToString().ShouldBe(attempt.State);
        var failure = session["failure"]!;
        failure["nextStep"]!.ToString().ShouldNotBeEmpty();
        await home.Workbench.AccessPointAsync(device, Cancellation);
        return failure["reason"]!.ToString();
    }

    private async Task UnknownTemplateAsync(Household home)
    {
        var device = await home.AddDeviceAsync("Stranger", templateId: "TMPLstranger");
        var result = await home.ProvisionAsync(device, "Home", "firstlight-wifi");
        output.WriteLine($"unknown template: {result.Output}");
        result.Code.ShouldBe(25, result.Output);
        var session = await home.LatestSessionAsync(failure =>
            failure["cause"]!.ToString() == "hw_info_tmpl_not_found"
        );
        session["failure"]!["reason"]!.ToString().ShouldContain("TMPLstranger");
        await home.Workbench.AccessPointAsync(device, Cancellation);
        // The unit carries foreign firmware; it is not one of those that must succeed later.
        home.Devices.Remove(device);
    }

    private static async Task CancelledAsync(Household home)
    {
        var device = await home.AddDeviceAsync("Cancelled");
        var session = await home.Api.StartSessionAsync(new { }, Cancellation);
        var id = session["id"]!.GetValue<long>();
        await home.Api.PostAsync($"api/v1/provisioning/sessions/{id}/cancel", new { }, HttpStatusCode.OK, Cancellation);
        await home.HandOverAsync(device, session);
        await Until.TrueAsync(
            async () => (await home.LastErrorAsync(device)) == 703,
            "the device is refused",
            Cancellation
        );
        var ended = await home.Api.SessionAsync(id, Cancellation);
        ended["state"]!.ToString().ShouldBe("Cancelled");
        ended["failure"]!["nextStep"]!.ToString().ShouldNotBeEmpty();
    }
}
