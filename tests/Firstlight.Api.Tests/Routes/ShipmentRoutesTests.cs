using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Firstlight.Accounts;
using Firstlight.Activation;
using Firstlight.Api.Tests.Rights;
using Firstlight.Api.Tests.Support;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Protocol.Bundles;
using Firstlight.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Firstlight.Api.Tests.Routes;

/// <summary>Firmware comes in, goes out in shipments, and whoever may see a device sees how its update goes on.</summary>
public sealed class ShipmentRoutesTests : IAsyncLifetime
{
    private const int ImageBytes = 200_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("firstlight-firmware-");
    private WholeCloud _cloud = null!;
    private TemplateId _template;
    private string _admin = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cloud = await WholeCloud.StartAsync(services =>
            services.Configure<FirmwareOptions>(options => options.Folder = _folder.FullName)
        );
        _admin = (await AddAsync("admin@example.com", Role.Admin)).Token;
        var draft = new TemplateDraft("Heater");
        _template = (await _cloud.Get<ITemplateCatalog>().CreateAsync(OrganisationId.Root, draft, Cancellation))
            .Value
            .Id;
    }

    public async ValueTask DisposeAsync()
    {
        await _cloud.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task What_says_the_same_of_itself_as_firmware_that_is_there_is_refused_and_leaves_nothing()
    {
        (await UploadAsync(Image("2.0.0", "Jan  1 2026 00:00:00"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await UploadAsync(Image("2.0.0", "Jan  2 2026 00:00:00"))).StatusCode.ShouldBe(HttpStatusCode.Created);

        var again = await UploadAsync([.. Image("2.0.0", "Jan  2 2026 00:00:00"), 1]);

        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await ReadAsync(again);
        problem["code"]!.ToString().ShouldBe("firmware_already_there");
        problem["detail"]!.ToString().ShouldContain("2.0.0 built Jan  2 2026 00:00:00");
        _folder.GetFiles().Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_list_tells_signed_bundles_from_plain_images()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var facts = new BundleFacts
        {
            Type = _template.Value,
            Version = "3.0.0",
            Build = "Jan  3 2026 00:00:00",
            Architecture = BundleArchitecture.All[0],
            Program = "heater",
            PayloadBytes = 3,
            PayloadSha256 = new string('a', 64),
            UnpackedBytes = 3,
            Files = 1,
        };
        await UploadAsync(Image("2.0.0", "Jan  1 2026 00:00:00"));
        await UploadAsync([.. BundleHead.Compose(facts, key), 1, 2, 3]);

        var listed = await GetAsync($"/templates/{_template}/firmware");

        listed["items"]!
            .AsArray()
            .Select(file => file!["bundleArchitecture"]?.ToString())
            .ShouldBe([BundleArchitecture.All[0], null]);
    }

    [Fact]
    public async Task How_an_update_goes_on_is_told_to_who_may_see_the_device_and_to_nobody_else()
    {
        var (owner, ownersToken) = await AddAsync("owner@example.com", Role.User);
        var (_, strangersToken) = await AddAsync("stranger@example.com", Role.User);
        var device = await MakeDeviceAsync(owner);
        var firmware = (await ReadAsync(await UploadAsync(Image("2.0.0", "Jan  1 2026 00:00:00"))))["id"]!;
        await using var admins = await WatchAsync(_admin);
        await using var owners = await WatchAsync(ownersToken);
        await using var strangers = await WatchAsync(strangersToken);

        var shipment = await ReadAsync(
            await _cloud.CallAsync(
                _admin,
                HttpMethod.Post,
                "/shipments",
                new { firmwareId = firmware.GetValue<long>() }
            )
        );
        var link = await TellAsync(device);
        await FetchAsync(device, link);

        (await admins.NextAsync()).Type.ShouldBe("shipment.changed");
        var begun = await owners.NextAsync();
        begun.Type.ShouldBe("device.update");
        (begun.Data["deviceId"]!.GetValue<long>(), begun.Data["state"]!.ToString()).ShouldBe(
            (device.Value, "Downloading")
        );
        begun.Data["shipmentId"]!.GetValue<long>().ShouldBe(shipment["id"]!.GetValue<long>());
        var part = (await owners.NextAsync()).Data;
        part["fetchedBytes"]!.GetValue<long>().ShouldBeInRange(1, ImageBytes);
        part["bytes"]!.GetValue<long>().ShouldBeGreaterThan(ImageBytes);
        (await owners.NextAsync()).Data["state"]!.ToString().ShouldBe("Downloaded");
        begun.Data.ToJsonString().ShouldNotContain(link.Reveal());
        (await admins.NextAsync()).Data["state"]!.ToString().ShouldBe("Downloading");
        _cloud.Get<ILiveEvents>().Publish(Marker());
        (await strangers.NextAsync()).Type.ShouldBe("live.gap", "nothing came before it");
    }

    [Fact]
    public async Task What_shipments_had_for_a_device_stays_readable_when_they_have_ended()
    {
        var (owner, ownersToken) = await AddAsync("owner@example.com", Role.User);
        var device = await MakeDeviceAsync(owner);
        var firmware = (await ReadAsync(await UploadAsync(Image("2.0.0", "Jan  1 2026 00:00:00"))))["id"]!;
        var order = new { firmwareId = firmware.GetValue<long>(), deviceIds = new[] { device.Value } };
        var first = await ReadAsync(await _cloud.CallAsync(_admin, HttpMethod.Post, "/shipments", order));
        var second = await ReadAsync(await _cloud.CallAsync(_admin, HttpMethod.Post, "/shipments", order));
        await _cloud.CallAsync(_admin, HttpMethod.Post, $"/shipments/{second["id"]}/stop");

        var page = await GetAsync($"/devices/{device}/updates?limit=1", ownersToken);
        var latest = page["items"]!.AsArray().ShouldHaveSingleItem()!;
        latest["shipmentId"]!.GetValue<long>().ShouldBe(second["id"]!.GetValue<long>());
        (latest["shipmentState"]!.ToString(), latest["state"]!.ToString(), latest["version"]!.ToString()).ShouldBe(
            ("Stopped", "Waiting", "2.0.0")
        );
        var next = await GetAsync($"/devices/{device}/updates?limit=1&cursor={page["next"]}", ownersToken);
        var earlier = next["items"]!.AsArray().ShouldHaveSingleItem()!;
        (earlier["shipmentId"]!.GetValue<long>(), earlier["reason"]!.ToString()).ShouldBe(
            (first["id"]!.GetValue<long>(), "Replaced")
        );
        next["next"].ShouldBeNull();
    }

    private static LiveEvent Marker() => new(OrganisationId.Root, "live.gap", TimeProvider.System.GetUtcNow(), new { });

    private async Task<LiveReader> WatchAsync(string token)
    {
        var reader = await LiveReader.OpenAsync(_cloud.Http, token: token);
        (await reader.NextAsync()).Type.ShouldBe("live.ready");
        return reader;
    }

    private async Task<UpdateLink> TellAsync(DeviceId device)
    {
        var store = _cloud.Get<IShipmentStore>();
        var due = (await store.FindDueAsync(device, Cancellation)).ShouldNotBeNull();
        var link = UpdateLink.New(new SeededRandom(3));
        var told = UpdateSteps.Tell(due, link.Hash(), TimeProvider.System.GetUtcNow());
        (await store.ChangeAsync([(due.Update, told)], Cancellation)).ShouldBe(1);
        return link;
    }

    private async Task FetchAsync(DeviceId device, UpdateLink link)
    {
        var downloads = _cloud.Get<IFirmwareDownloads>();
        var stored = (await _cloud.Get<IShipmentStore>().FindDueAsync(device, Cancellation))!.File.StoredName;
        var due = (await downloads.FindAsync(stored, link.Reveal(), Cancellation)).ShouldNotBeNull();
        await downloads.NoteBegunAsync(due, Cancellation);
        await using (var image = downloads.Open(due))
        {
            var half = new byte[ImageBytes / 2];
            while (await image.ReadAsync(half, Cancellation) > 0)
                image.Position.ShouldBeLessThanOrEqualTo(image.Length);
        }

        await downloads.NoteEndedAsync(due, Cancellation);
    }

    private async Task<DeviceId> MakeDeviceAsync(UserId owner)
    {
        var tokens = _cloud.Get<IDeviceTokens>();
        var made = await tokens.CreateDeviceAsync(OrganisationId.Root, owner, _template, "Bath", Cancellation);
        return made.Value.Device.Id;
    }

    private async Task<(UserId Id, string Token)> AddAsync(string email, Role role)
    {
        var person = await _cloud.AddPersonAsync(email, role, OrganisationId.Root);
        return (person.Id, await _cloud.SignInAsync(email));
    }

    private async Task<HttpResponseMessage> UploadAsync(byte[] image)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/templates/{_template}/firmware");
        request.Content = new ByteArrayContent(image);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _admin);
        return await _cloud.Http.SendAsync(request, Cancellation);
    }

    private async Task<JsonNode> GetAsync(string path, string? token = null) =>
        await ReadAsync(await _cloud.CallAsync(token ?? _admin, HttpMethod.Get, path));

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;

    private byte[] Image(string version, string build) =>
        [
            .. new byte[ImageBytes],
            .. Encoding.ASCII.GetBytes($"blnkinf\0mcu\0{version}\0fw-type\0{_template}\0build\0{build}\0\0"),
        ];
}
