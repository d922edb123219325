using System.Buffers.Binary;

namespace Firstlight.Edgent.Linux;

/// <summary>The four kinds of messages.</summary>
internal enum BusMessageKind : byte
{
    Call = 1,
    Reply = 2,
    Error = 3,
    Signal = 4,
}

/// <summary>One message, its body read. Layout: D-Bus specification, "Message Format".</summary>
internal sealed record BusMessage
{
    /// <summary>The protocol allows 128 MiB; the longest list of networks has some kilobytes.</summary>
    public const int BytesMax = 1024 * 1024;

    public const byte NoReplyExpected = 1;

    private const int FixedBytes = 16;
    private const byte Version = 1;

    public required BusMessageKind Kind { get; init; }
    public byte Flags { get; init; }
    public uint Serial { get; init; }
    public uint ReplySerial { get; init; }
    public string Path { get; init; } = "";
    public string Interface { get; init; } = "";
    public string Member { get; init; } = "";
    public string ErrorName { get; init; } = "";
    public string Destination { get; init; } = "";
    public string Sender { get; init; } = "";
    public string Signature { get; init; } = "";
    public IReadOnlyList<object> Body { get; init; } = [];

    /// <summary>Who, not what: a body may hold a password.</summary>
    public override string ToString() => $"{Kind} {Path} {Interface}.{Member} {ErrorName}";

    public byte[] ToBytes()
    {
        var body = new BusWriter();
        body.WriteAll(Signature, Body);
        var message = new BusWriter();
        message.WriteAll(
            "yyyyuua(yv)",
            [(byte)'l', (byte)Kind, Flags, Version, (uint)body.Written.Length, Serial, Fields()]
        );
        message.Align(8);
        message.WriteBytes(body.Written);
        return message.Written.ToArray();
    }

    /// <summary>The message at the beginning of the bytes and its length; null when more bytes are needed.</summary>
    /// <exception cref="BusFormatException">These bytes will never be a message.</exception>
    public static BusMessage? Read(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 0;
        if (bytes.Length < FixedBytes)
            return null;
        var bigEndian = bytes[0] switch
        {
            (byte)'l' => false,
            (byte)'B' => true,
            _ => throw new BusFormatException("A message names no byte order."),
        };
        var bodyBytes = UInt32(bytes[4..], bigEndian);
        var fieldBytes = UInt32(bytes[12..], bigEndian);
        if (bytes[3] != Version || bodyBytes > BytesMax || fieldBytes > BytesMax)
            throw new BusFormatException("A message is of another version, or too long.");
        var bodyAt = FixedBytes + (((int)fieldBytes + 7) & ~7);
        if (bodyAt + (int)bodyBytes > BytesMax)
            throw new BusFormatException("A message is too long.");
        if (bytes.Length < bodyAt + (int)bodyBytes)
            return null;
        length = bodyAt + (int)bodyBytes;
        var reader = new BusReader(bytes[..bodyAt], bigEndian);
        var head = reader.ReadAll("yyyyuua(yv)");
        reader.Align(8);
        return WithFields(head).WithBody(bytes[bodyAt..length], bigEndian);
    }

    private static BusMessage WithFields(object[] head)
    {
        var fields = new Dictionary<byte, object>();
        foreach (BusStruct field in (object[])head[6])
            fields[(byte)field.Fields[0]] = ((Variant)field.Fields[1]).Value;
        return new BusMessage
        {
            Kind = (BusMessageKind)head[1],
            Flags = (byte)head[2],
            Serial = (uint)head[5],
            Path = Field(fields, 1, default(ObjectPath)).Text ?? "",
            Interface = Field(fields, 2, ""),
            Member = Field(fields, 3, ""),
            ErrorName = Field(fields, 4, ""),
            ReplySerial = Field(fields, 5, 0u),
            Destination = Field(fields, 6, ""),
            Sender = Field(fields, 7, ""),
            Signature = Field(fields, 8, default(BusSignature)).Text ?? "",
        };
    }

    private BusMessage WithBody(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var reader = new BusReader(bytes, bigEndian);
        var body = reader.ReadAll(Signature);
        return reader.At == bytes.Length
            ? this with
            {
                Body = body,
            }
            : throw new BusFormatException("A body is longer than its signature says.");
    }

    private object[] Fields()
    {
        var fields = new List<object>();
        Add(1, "o", Path, new ObjectPath(Path));
        Add(2, "s", Interface, Interface);
        Add(3, "s", Member, Member);
        Add(4, "s", ErrorName, ErrorName);
        Add(5, "u", ReplySerial == 0 ? "" : "some", ReplySerial);
        Add(6, "s", Destination, Destination);
        Add(8, "g", Signature, new BusSignature(Signature));
        return [.. fields];

        void Add(byte code, string type, string present, object value)
        {
            if (present.Length > 0)
                fields.Add(new BusStruct(code, new Variant(type, value)));
        }
    }

    private static T Field<T>(Dictionary<byte, object> fields, byte code, T otherwise) =>
        fields.GetValueOrDefault(code) switch
        {
            null => otherwise,
            T value => value,
            _ => throw new BusFormatException("A header field is of another type."),
        };

    private static uint UInt32(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
}
