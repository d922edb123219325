using System.Text.Json.Nodes;
using Firstlight.EndToEnd.Tests.Support;

namespace Firstlight.EndToEnd.Tests;

/// <summary>A device that is told from afar to open its access point takes another network and stays the same device.</summary>
public sealed class ReconfiguredDeviceTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_opens_its_access_point_takes_another_network_and_is_the_same_device_with_its_data()
    {
        using var scratch = new Scratch();
        await using var home = await Household.StartAsync(scratch);
        await home.Workbench.SendAsync(
            HttpMethod.Post,
            "networks",
            new
            {
                ssid = "Cabin",
                password = "firstlight-cabin",
                security = "WPA2",
                rssi = -50,
                channel = 11,
            },
            Cancellation
        );
        var unit = await home.AddDeviceAsync("Heater");
        (await home.ProvisionAsync(unit, "Home", "firstlight-wifi")).Code.ShouldBe(0);
        var device = (await home.Api.AllDevicesAsync(Cancellation)).Single();
        var id = device["id"]!.ToString();
        (await home.CommandAsync("devices", "rename", id, "Hall heater")).Code.ShouldBe(0);
        await ConnectedAsync(home, id, isConnected: true);

        var told = await home.CommandAsync("devices", "reconfigure", id);
        told.Code.ShouldBe(0, told.Output);
        await ConnectedAsync(home, id, isConnected: false);
        await home.Workbench.SendAsync(HttpMethod.Patch, "networks/Home", new { on = false }, Cancellation);
        var again = await home.ProvisionAsync(unit, "Cabin", "firstlight-cabin", "--device", id);
        again.Code.ShouldBe(0, again.Output);

        var after = (await home.Api.AllDevicesAsync(Cancellation)).Single();
        after["id"]!.ToString().ShouldBe(id);
        after["name"]!.ToString().ShouldBe("Hall heater");
        after["activatedAt"]!.ToString().ShouldBe(device["activatedAt"]!.ToString());
        (await DeviceAsync(home, id))["connected"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_device_that_is_not_connected_cannot_be_told()
    {
        using var scratch = new Scratch();
        await using var home = await Household.StartAsync(scratch);
        var unit = await home.AddDeviceAsync("Heater");
        (await home.ProvisionAsync(unit, "Home", "firstlight-wifi")).Code.ShouldBe(0);
        var id = (await home.Api.AllDevicesAsync(Cancellation)).Single()["id"]!.ToString();
        await home.Workbench.SendAsync(HttpMethod.Delete, $"devices/{unit}", new { }, Cancellation);
        await ConnectedAsync(home, id, isConnected: false);

        var told = await home.CommandAsync("devices", "reconfigure", id);

        told.Code.ShouldNotBe(0);
        told.Output.ShouldContain("not connected");
    }

    private static Task ConnectedAsync(Household home, string id, bool isConnected) =>
        Until.TrueAsync(
            async () => (await DeviceAsync(home, id))["connected"]!.GetValue<bool>() == isConnected,
            isConnected ? "the device comes" : "the device leaves",
            Cancellation
        );

    private static async Task<JsonNode> DeviceAsync(Household home, string id) =>
        await home.Api.GetAsync($"api/v1/devices/{id}", Cancellation);
}
