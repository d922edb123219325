using System.Buffers;
using System.Text;

namespace Firstlight.Protocol.Mqtt.V5;

/// <summary>One property. Which part is meaningful follows from its id.</summary>
/// <param name="Id">What it is.</param>
/// <param name="Number">The value of those that are numbers.</param>
/// <param name="Bytes">The value of those that are text or bytes; it points into the packet.</param>
/// <param name="Name">The name of a user property.</param>
public readonly record struct Property(
    PropertyId Id,
    uint Number,
    ReadOnlySequence<byte> Bytes,
    ReadOnlySequence<byte> Name
)
{
    /// <summary>A number.</summary>
    public static Property Of(PropertyId id, uint number) => new(id, number, default, default);

    /// <summary>A text.</summary>
    public static Property Of(PropertyId id, string text) => Of(id, Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes.</summary>
    public static Property Of(PropertyId id, byte[] bytes) => new(id, 0, new ReadOnlySequence<byte>(bytes), default);

    /// <summary>A user property.</summary>
    public static Property User(string name, string value) =>
        new(PropertyId.UserProperty, 0, Sequence(value), Sequence(name));

    /// <summary>The text of those that are text.</summary>
    public string Text => MqttText.Decode(Bytes);

    private static ReadOnlySequence<byte> Sequence(string text) => new(Encoding.UTF8.GetBytes(text));
}
