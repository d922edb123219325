namespace Firstlight.Protocol.Mqtt;

/// <summary>Bounds of MQTT, and those we set where the standard allows sizes that nobody needs. Sources: <c>docs/protocols/mqtt.md</c>.</summary>
public static class MqttLimits
{
    /// <summary>Type and flags (1), remaining length (1 to 4).</summary>
    public const int FixedHeaderBytesMax = 1 + LengthBytesMax;

    /// <summary>Bytes of a remaining length, and of any variable byte integer.</summary>
    public const int LengthBytesMax = 4;

    /// <summary>The largest number in four such bytes.</summary>
    public const int VariableIntegerMax = 268_435_455;

    /// <summary>The largest message taken: what the native protocol takes. The original cloud says 1024.</summary>
    public const int MessageBytesMax = 32_768;

    /// <summary>Before its login a client has nothing larger to say: id, will, user and password.</summary>
    public const int ConnectBytesMax = 4_096;

    /// <summary>A client id, in characters.</summary>
    public const int ClientIdCharactersMax = 64;

    /// <summary>A topic or filter, in bytes of UTF-8. The longest of ours has a third of it.</summary>
    public const int TopicBytesMax = 256;

    /// <summary>Filters in one SUBSCRIBE or UNSUBSCRIBE.</summary>
    public const int FiltersMax = 32;

    /// <summary>Properties in one packet of 5.0, user properties included.</summary>
    public const int PropertiesMax = 32;

    /// <summary>What a device takes that has not said <c>rxbuff</c>, its fixed header included.</summary>
    public const int DeviceReceiveBytesDefault = 1_024;
}
