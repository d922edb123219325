using System.Net;
using System.Net.Http.Json;
using Firstlight.EndToEnd.Tests.Support;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.EndToEnd.Tests;

/// <summary>What a connected device hears of people beside values.</summary>
public sealed class ToldDevicesTests
{
    private static readonly CancellationToken Cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_is_told_of_its_metadata_as_it_is_stored()
    {
        using var scratch = new Scratch();
        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation);
        using var api = await RestClient.SignInAsync(cloud, Cancellation);
        var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
        var (id, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
        await using var device = await ConnectAsync(cloud, token, template);

        using var set = await api.Http.PutAsJsonAsync(
            $"api/v1/devices/{id}/metadata/Device%20UID",
            new { value = "unit 7" },
            Cancellation
        );
        set.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var told = await device.ReadAsync();
        await device.SendAsync(Command.Internal, "meta", "get", "Device UID");
        var read = await device.ReadAsync();

        told.Command.ShouldBe(Command.Internal);
        told.Fields.ShouldBe(["meta", "Device UID", "unit 7"]);
        read.Fields.ShouldBe(told.Fields);
    }

    [Fact]
    public async Task Its_owners_app_comes_and_goes_and_comes_again_but_only_where_an_operator_wants_that()
    {
        using var scratch = new Scratch();
        await using (var quiet = await CloudProcess.StartAsync(scratch.Path, Cancellation))
        {
            using var api = await RestClient.SignInAsync(quiet, Cancellation);
            var template = await api.CreateTemplateAsync("Thermostat", Cancellation);
            var (_, token) = await api.CreateDeviceAsync(template, "Thermostat", Cancellation);
            await using var device = await ConnectAsync(quiet, token, template);
            await LookOnAsync(api);
            await device.SendAsync(Command.Ping, 700);
            (await device.ReadAsync()).ToString().ShouldBe("700: 200");
            (await quiet.TerminateAsync(Cancellation)).ShouldBe(0);
        }

        await using var cloud = await CloudProcess.StartAsync(scratch.Path, Cancellation, more: "--app-presence");
        using (var api = await RestClient.SignInAsync(cloud, Cancellation))
        {
            var template = await api.CreateTemplateAsync("Lamp", Cancellation);
            var (_, token) = await api.CreateDeviceAsync(template, "Lamp", Cancellation);
            await using var device = await ConnectAsync(cloud, token, template);
            for (var turn = 0; turn < 2; turn++)
            {
                await LookOnAsync(api);
                (await device.ReadAsync()).Fields.ShouldBe(["acon"]);
                (await device.ReadAsync()).Fields.ShouldBe(["adis"]);
            }
        }
    }

    [Fact]
    public async Task A_device_hears_that_its_owner_looks_on_at_another_node()
    {
        await using var broker = await RabbitProcess.StartAsync(Cancellation);
        await using var nodes = await SharedInstallation.StartAsync(Cancellation, broker.Address);
        await using var north = await nodes.StartNodeAsync("north", Cancellation, "--app-presence");
        nodes.Share("north", "south", SharedInstallation.Folders);
        await using var south = await nodes.StartNodeAsync("south", Cancellation, "--app-presence");
        using var api = await RestClient.SignInAsync(north, Cancellation);
        var template = await api.CreateTemplateAsync("Lamp", Cancellation);
        var (_, token) = await api.CreateDeviceAsync(template, "Lamp", Cancellation);
        await using var device = await ConnectAsync(south, token, template);

        await using (await OpenLiveAsync(api))
            (await device.ReadAsync()).Fields.ShouldBe(["acon"]);

        (await device.ReadAsync()).Fields.ShouldBe(["adis"]);
    }

    private static async Task LookOnAsync(RestClient api) => await (await OpenLiveAsync(api)).DisposeAsync();

    private static async Task<Stream> OpenLiveAsync(RestClient api)
    {
        var live = await api.Http.GetStreamAsync("api/v1/live", Cancellation);
        (await new StreamReader(live).ReadLineAsync(Cancellation))!.ShouldContain("live.ready");
        return live;
    }

    private static async Task<NativeClient> ConnectAsync(CloudProcess cloud, string token, string template)
    {
        var device = await NativeClient.ConnectAsync(cloud.Port);
        (await device.LogInAsync(token)).ShouldBe((ushort)StatusCode.Success);
        await device.SendAsync(Command.Internal, "mcu", "1.0.0", "tmpl", template);
        (await device.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
        return device;
    }
}
