using System.Text.Json;
using System.Text.Json.Serialization;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>A configuration as it lies on the medium: JSON with short names, which later firmware may add to.</summary>
/// <remarks>With <c>init</c> the generated reader would set what is not there to null and 0, and the values below would be lost.</remarks>
internal sealed record StoredConfig
{
    public bool Valid { get; set; }
    public string Ssid { get; set; } = "";
    public string Pass { get; set; } = "";
    public string Token { get; set; } = "";
    public string Host { get; set; } = EdgentConfig.HostDefault;
    public int TlsPort { get; set; } = EdgentConfig.TlsPortDefault;
    public int? PlainPort { get; set; }
    public string? Ip { get; set; }
    public string? Mask { get; set; }
    public string? Gateway { get; set; }
    public string? Dns { get; set; }
    public string? Dns2 { get; set; }
    public int LastError { get; set; }
    public string Uid { get; set; } = "";
    public string Firmware { get; set; } = "";

    /// <summary>Absent when there are none, as in what older firmware wrote; older firmware passes it over.</summary>
    public StoredNetwork[]? Others { get; init; }

    /// <summary>Absent unless the power may go in the middle of an attempt to change settings that work; older firmware passes it over.</summary>
    public StoredConfig? Before { get; init; }

    /// <summary>The bytes, no more than <paramref name="bytesMax"/>: the networks that were used longest ago stay out when there is no room.</summary>
    public static byte[] Write(EdgentConfig config, int bytesMax)
    {
        for (var others = Math.Max(config.Others.Count, config.Before?.Others.Count ?? 0); ; others--)
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(Of(config, others), StoredConfigJson.Default.StoredConfig);
            if (bytes.Length <= bytesMax || others == 0)
                return bytes;
        }
    }

    private static StoredConfig Of(EdgentConfig config, int others) =>
        new()
        {
            Valid = config.Valid,
            Ssid = config.Ssid,
            Pass = config.Password,
            Token = config.Token,
            Host = config.Host,
            TlsPort = config.TlsPort,
            PlainPort = config.PlainPort,
            Ip = config.Address?.Address.ToString(),
            Mask = config.Address?.Mask?.ToString(),
            Gateway = config.Address?.Gateway?.ToString(),
            Dns = config.Address?.Dns?.ToString(),
            Dns2 = config.Address?.Dns2?.ToString(),
            LastError = (int)config.LastError,
            Uid = config.Uid,
            Firmware = config.FirmwareVersion,
            Others = others == 0 ? null : [.. config.Others.Take(others).Select(StoredNetwork.Of)],
            Before = config.Before is { } before ? Of(before, others) : null,
        };

    /// <summary>The inverse.</summary>
    /// <exception cref="JsonException">Not what <see cref="Write"/> makes.</exception>
    public static EdgentConfig Read(ReadOnlySpan<byte> json) =>
        ToConfig(
            JsonSerializer.Deserialize(json, StoredConfigJson.Default.StoredConfig)
                ?? throw new JsonException("The configuration is null.")
        );

    private static EdgentConfig ToConfig(StoredConfig stored) =>
        new()
        {
            Valid = stored.Valid,
            Ssid = stored.Ssid,
            Password = stored.Pass,
            Token = stored.Token,
            Host = stored.Host,
            TlsPort = stored.TlsPort,
            PlainPort = stored.PlainPort,
            Address = StoredNetwork.AddressOf(stored.Ip, stored.Mask, stored.Gateway, stored.Dns, stored.Dns2),
            Others = KnownNetworks.Of((stored.Others ?? []).Select(network => network.ToNetwork())),
            LastError = (DeviceErrorCode)stored.LastError,
            Uid = stored.Uid,
            FirmwareVersion = stored.Firmware,
            Before = stored.Before is { } before ? ToConfig(before) : null,
        };
}

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true
)]
[JsonSerializable(typeof(StoredConfig))]
internal sealed partial class StoredConfigJson : JsonSerializerContext;
