using System.Net;
using System.Net.Http.Json;

namespace Firstlight.Browser.Tests.Support;

/// <summary>A cloud that people work with: a product with every kind of value, devices, and attempts that ended in every way.</summary>
public sealed class FurnishedHouse(Chromium chromium) : House(chromium)
{
    /// <summary>The template of the devices.</summary>
    public string Product { get; private set; } = "";

    /// <summary>A device that is connected as long as the house stands.</summary>
    internal FieldDevice Kitchen { get; private set; } = null!;

    /// <summary>An attempt that failed, one that goes on, one that was cancelled.</summary>
    public (long Failed, long Pending, long Cancelled) Attempts { get; private set; }

    /// <summary>An organisation below, with nothing in it.</summary>
    public long Below { get; private set; }

    /// <summary>Static tokens, ready to be flashed.</summary>
    public long Batch { get; private set; }

    /// <summary>Firmware on its way to a device that was never connected.</summary>
    public long Shipment { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Product = await MakeProductAsync();
        Kitchen = await FieldDevice.ConnectAsync(this, Product, "Kitchen boiler");
        for (var index = 0; index < 12; index++)
            await Kitchen.WriteAsync(0, $"{21 + index / 10.0:F1}");
        await Kitchen.WriteAsync(2, "1");
        await Kitchen.WriteAsync(3, "Heating since sunrise");
        await Kitchen.ReportAsync("overheated", "The case reached 71 °C");
        using var noted = await Api.Http.PutAsJsonAsync(
            $"api/v1/devices/{Kitchen.Id}/metadata/Room",
            new { value = "Kitchen" },
            Cancellation
        );
        noted.IsSuccessStatusCode.ShouldBeTrue();
        var (prototype, _) = await Api.CreateDeviceAsync(Product, "Workshop prototype", Cancellation);
        Shipment = await ShipAsync(prototype);
        Below = (await PostAsync("organisations", new { name = "Dealer South" }))["id"]!.GetValue<long>();
        Batch = await Api.OrderUnitsAsync(Product, 3, Cancellation);
        await Api.UnitsAreReadyAsync(Batch, Cancellation);
        Attempts = (await FailAsync(), await StartAsync(), await CancelAsync());
    }

    /// <summary>A device of the scenario's own, connected.</summary>
    internal Task<FieldDevice> ConnectAsync(string name) => FieldDevice.ConnectAsync(this, Product, name);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Kitchen is not null)
            await Kitchen.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task<string> MakeProductAsync()
    {
        var made = await PostAsync(
            "templates",
            new
            {
                name = "Boiler",
                hardware = "ESP32",
                offlineAfterSeconds = 3,
            }
        );
        var id = made["id"]!.GetValue<string>();
        object[] streams =
        [
            new
            {
                name = "Temperature",
                pin = "V0",
                type = "Double",
                min = -40,
                max = 80,
                unit = "°C",
            },
            new
            {
                name = "Target",
                pin = "V1",
                type = "Double",
                min = 5,
                max = 30,
                unit = "°C",
                defaultValue = 20,
                syncOnConnect = true,
            },
            new
            {
                name = "Heating",
                pin = "V2",
                type = "Integer",
                min = 0,
                max = 1,
                syncOnConnect = true,
            },
            new
            {
                name = "Message",
                pin = "V3",
                type = "String",
            },
            new
            {
                name = "Place",
                pin = "V4",
                type = "Location",
            },
        ];
        foreach (var stream in streams)
            await PostAsync($"templates/{id}/datastreams", stream);
        object[] fields =
        [
            new
            {
                name = "Room",
                type = "Text",
                askAtProvisioning = true,
                required = true,
            },
            new
            {
                name = "Floor",
                type = "Number",
                askAtProvisioning = true,
            },
            new { name = "IMEI", type = "Imei" },
        ];
        foreach (var field in fields)
            await PostAsync($"templates/{id}/metadata-fields", field);
        return id;
    }

    private async Task<long> ShipAsync(long device)
    {
        var firmwareId = await Firmwares.UploadAsync(Api, Product, "3.0.0");
        var shipment = await PostAsync("shipments", new { firmwareId, deviceIds = new[] { device } });
        return shipment["id"]!.GetValue<long>();
    }

    private async Task<long> StartAsync()
    {
        var session = await Api.StartSessionAsync(new { templateId = Product }, Cancellation);
        return session["id"]!.GetValue<long>();
    }

    private async Task<long> FailAsync()
    {
        var id = await StartAsync();
        await ReportAsync(id, new { step = "credentials_sent" });
        await ReportAsync(
            id,
            new
            {
                step = "device_reported_error",
                errorCode = 722,
                detail = "Home-5",
            }
        );
        return id;
    }

    private async Task<long> CancelAsync()
    {
        var id = await StartAsync();
        await Api.PostAsync($"api/v1/provisioning/sessions/{id}/cancel", new { }, HttpStatusCode.OK, Cancellation);
        return id;
    }

    private Task ReportAsync(long id, object report) =>
        Api.PostAsync($"api/v1/provisioning/sessions/{id}/reports", report, HttpStatusCode.OK, Cancellation);

    private Task<System.Text.Json.Nodes.JsonNode> PostAsync(string path, object body) =>
        Api.PostAsync($"api/v1/{path}", body, HttpStatusCode.Created, Cancellation);
}
