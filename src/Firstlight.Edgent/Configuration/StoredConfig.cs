using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>A configuration as it lies on the medium: JSON with short names, which later firmware may add to.</summary>
internal sealed record StoredConfig
{
    public bool Valid { get; init; }
    public string Ssid { get; init; } = "";
    public string Pass { get; init; } = "";
    public string Token { get; init; } = "";
    public string Host { get; init; } = EdgentConfig.HostDefault;
    public int TlsPort { get; init; } = EdgentConfig.TlsPortDefault;
    public int? PlainPort { get; init; }
    public string? Ip { get; init; }
    public string? Mask { get; init; }
    public string? Gateway { get; init; }
    public string? Dns { get; init; }
    public string? Dns2 { get; init; }
    public int LastError { get; init; }
    public string Uid { get; init; } = "";
    public string Firmware { get; init; } = "";

    public static byte[] Write(EdgentConfig config) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new StoredConfig
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
            },
            StoredConfigJson.Default.StoredConfig
        );

    /// <summary>The inverse.</summary>
    /// <exception cref="JsonException">Not what <see cref="Write"/> makes.</exception>
    public static EdgentConfig Read(ReadOnlySpan<byte> json)
    {
        var stored =
            JsonSerializer.Deserialize(json, StoredConfigJson.Default.StoredConfig)
            ?? throw new JsonException("The configuration is null.");
        return new EdgentConfig
        {
            Valid = stored.Valid,
            Ssid = stored.Ssid,
            Password = stored.Pass,
            Token = stored.Token,
            Host = stored.Host,
            TlsPort = stored.TlsPort,
            PlainPort = stored.PlainPort,
            Address = Quad(stored.Ip) is { } ip
                ? new StaticAddress(ip, Quad(stored.Mask), Quad(stored.Gateway), Quad(stored.Dns), Quad(stored.Dns2))
                : null,
            LastError = (DeviceErrorCode)stored.LastError,
            Uid = stored.Uid,
            FirmwareVersion = stored.Firmware,
        };
    }

    private static IPAddress? Quad(string? text) => IPAddress.TryParse(text, out var address) ? address : null;
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredConfig))]
internal sealed partial class StoredConfigJson : JsonSerializerContext;
