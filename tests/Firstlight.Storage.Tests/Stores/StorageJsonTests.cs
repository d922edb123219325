using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Firstlight.Activation;
using Firstlight.Devices;
using Firstlight.Storage.Stores;
using Firstlight.Webhooks;

namespace Firstlight.Storage.Tests.Stores;

/// <summary>The JSON inside rows is a format on disk: databases in the field hold it, so a change needs a migration.</summary>
public sealed class StorageJsonTests
{
    private static readonly StorageJson Json = StorageJson.Default;

    [Fact]
    public void Datastreams_keep_their_form() =>
        ShouldBeStoredAs(
            Sample.Template().Datastreams,
            Json.IReadOnlyListDatastream,
            """
            [{"id":1,"name":"Temperature","pin":0,"type":"Double","minimum":-40.5,"maximum":125,
            "unit":"\u00B0C","defaultValue":"21.5","syncOnConnect":true,"history":"Raw","expiresOffline":false},
            {"id":2,"name":"Mode","pin":255,"type":"Enum","syncOnConnect":false,"history":"Raw","expiresOffline":false}]
            """
        );

    [Fact]
    public void Datastreams_from_before_a_setting_existed_have_its_default()
    {
        const string stored = """[{"id":2,"name":"Mode","pin":255,"type":"Enum","syncOnConnect":false}]""";
        var read = JsonSerializer.Deserialize(stored, Json.IReadOnlyListDatastream)!.ShouldHaveSingleItem();
        (read.History, read.ExpiresOffline, read.ExpiresAfter, read.Words).ShouldBe((default, false, null, null));
    }

    [Fact]
    public void Metadata_fields_keep_their_form() =>
        ShouldBeStoredAs(
            Sample.Template().MetadataFields,
            Json.IReadOnlyListMetadataField,
            """
            [{"id":100,"name":"Room","type":"Text","defaultValue":"Kitchen","askAtProvisioning":true,"required":false}]
            """
        );

    [Fact]
    public void Events_keep_their_form() =>
        ShouldBeStoredAs(
            Sample.Template().Events,
            Json.IReadOnlyListTemplateEvent,
            """[{"id":1,"code":"too_hot","name":"Too hot","severity":"Critical","description":"Open a window."}]"""
        );

    [Fact]
    public void Messages_to_webhooks_keep_their_form() =>
        ShouldBeStoredAs(
            new WebhookEvent(
                "datastream",
                Sample.Now,
                new EventDevice(7, "Kitchen", "TMPLabcdefgh", "Thermostat", 1, "Acme", Sample.Now)
            )
            {
                Pin = 0,
                Datastream = "Temperature",
                Value = "21.5",
            },
            Json.WebhookEvent,
            """
            {"type":"datastream","at":"2026-03-01T12:00:00.1234567+00:00","device":{"id":7,"name":"Kitchen",
            "templateId":"TMPLabcdefgh","templateName":"Thermostat","organisationId":1,"organisationName":"Acme",
            "createdAt":"2026-03-01T12:00:00.1234567+00:00"},"pin":0,"datastream":"Temperature","value":"21.5"}
            """
        );

    [Fact]
    public void Secrets_and_headers_of_webhooks_keep_their_form()
    {
        ShouldBeStoredAs(
            Sample.Webhook().Request.Headers,
            Json.IReadOnlyListWebhookHeader,
            """[{"name":"X-Key","sealedValue":"AQL/"}]"""
        );
        ShouldBeStoredAs(
            [new SigningSecret([3, 4], Sample.Now, Sample.Now)],
            Json.IReadOnlyListSigningSecret,
            """
            [{"sealed":"AwQ=","createdAt":"2026-03-01T12:00:00.1234567+00:00",
            "expiresAt":"2026-03-01T12:00:00.1234567+00:00"}]
            """
        );
    }

    [Fact]
    public void Hardware_keeps_its_form() =>
        ShouldBeStoredAs(
            Sample.Hardware(),
            Json.HardwareReport,
            """
            {"templateId":"TMPLabcdefgh","firmwareVersion":"1.2.3","firmwareType":"TMPLabcdefgh",
            "build":"Mar  1 2026 12:00:00","libraryVersion":"1.3.2","board":"ESP32 Dev Board","cpu":"ESP32",
            "connection":"WiFi","heartbeat":"00:00:45","receiveBytesMax":1024}
            """
        );

    [Fact]
    public void A_place_keeps_its_form() =>
        ShouldBeStoredAs(
            new DevicePlace(49.84, -24.03, "Lviv", "Europe/Kyiv"),
            Json.DevicePlace,
            """
            {"latitude":49.84,"longitude":-24.03,"address":"Lviv","timeZone":"Europe/Kyiv"}
            """
        );

    [Fact]
    public void Steps_keep_their_form() =>
        ShouldBeStoredAs(
            [new ProvisioningStep("token_issued", Sample.Now), new ProvisioningStep("failed", Sample.Now, "701")],
            Json.IReadOnlyListProvisioningStep,
            """
            [{"name":"token_issued","at":"2026-03-01T12:00:00.1234567+00:00"},
            {"name":"failed","at":"2026-03-01T12:00:00.1234567+00:00","detail":"701"}]
            """
        );

    [Fact]
    public void Failures_keep_their_form() =>
        ShouldBeStoredAs(
            new ProvisioningFailure(701, "a", "b", "c"),
            Json.ProvisioningFailure,
            """
            {"code":701,"cause":"a","reason":"b","nextStep":"c"}
            """
        );

    private static void ShouldBeStoredAs<T>(T value, JsonTypeInfo<T> form, string lines) =>
        JsonSerializer.Serialize(value, form).ShouldBe(lines.ReplaceLineEndings(""));
}
