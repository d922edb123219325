using System.Buffers;

namespace Firstlight.Protocol.Mqtt.V5;

/// <summary>The properties of one packet, kept as the bytes they came in. They point into the packet's buffer.</summary>
public readonly struct Properties
{
    internal Properties(in ReadOnlySequence<byte> raw) => Raw = raw;

    /// <summary>As on the wire, without the length in front.</summary>
    public ReadOnlySequence<byte> Raw { get; }

    /// <summary>Properties to send.</summary>
    public static Properties Of(params ReadOnlySpan<Property> properties)
    {
        if (properties.IsEmpty)
            return default;
        var output = new ArrayBufferWriter<byte>();
        foreach (var property in properties)
            PropertyCodec.Write(output, property);
        return new Properties(new ReadOnlySequence<byte>(output.WrittenMemory));
    }

    /// <summary>One after the other.</summary>
    public Enumerator GetEnumerator() => new(Raw);

    /// <summary>The first one with this id.</summary>
    public bool TryFind(PropertyId id, out Property found)
    {
        // Messages have none, as a rule, and are asked all the same.
        if (Raw.IsEmpty)
        {
            found = default;
            return false;
        }

        foreach (var property in this)
        {
            if (property.Id != id)
                continue;
            found = property;
            return true;
        }

        found = default;
        return false;
    }

    /// <summary>The number with this id, or what holds without one.</summary>
    public uint NumberOr(PropertyId id, uint otherwise) => TryFind(id, out var found) ? found.Number : otherwise;

    /// <summary>The text with this id, or null.</summary>
    public string? FindText(PropertyId id) => TryFind(id, out var found) ? found.Text : null;

    /// <summary>Walks over properties that were checked when the packet was read.</summary>
    public ref struct Enumerator
    {
        private FieldReader _fields;

        internal Enumerator(ReadOnlySequence<byte> raw) => _fields = new FieldReader(raw);

        /// <summary>Where it stands.</summary>
        public Property Current { get; private set; }

        /// <summary>Goes on; false at the end.</summary>
        public bool MoveNext()
        {
            if (_fields.AtEnd)
                return false;
            Current = PropertyCodec.Read(ref _fields);
            return !_fields.Failed;
        }
    }
}
