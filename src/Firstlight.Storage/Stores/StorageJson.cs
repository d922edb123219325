using System.Text.Json;
using System.Text.Json.Serialization;
using Firstlight.Activation;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Webhooks;

namespace Firstlight.Storage.Stores;

/// <summary>
/// The lists and records that are stored as JSON. Names here are the database's format: a test holds them, and renaming
/// a property of one of these records needs a migration.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    Converters = [typeof(VirtualPinConverter)]
)]
[JsonSerializable(typeof(IReadOnlyList<Datastream>))]
[JsonSerializable(typeof(IReadOnlyList<MetadataField>))]
[JsonSerializable(typeof(IReadOnlyList<TemplateEvent>))]
[JsonSerializable(typeof(IReadOnlyList<ProvisioningStep>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(ProvisioningFailure))]
[JsonSerializable(typeof(HardwareReport))]
[JsonSerializable(typeof(DevicePlace))]
[JsonSerializable(typeof(WebhookEvent))]
[JsonSerializable(typeof(IReadOnlyList<WebhookHeader>))]
[JsonSerializable(typeof(IReadOnlyList<SigningSecret>))]
internal sealed partial class StorageJson : JsonSerializerContext;

/// <summary>A pin as its bare number.</summary>
internal sealed class VirtualPinConverter : JsonConverter<VirtualPin>
{
    public override VirtualPin Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(reader.GetByte());

    public override void Write(Utf8JsonWriter writer, VirtualPin value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Number);
}
