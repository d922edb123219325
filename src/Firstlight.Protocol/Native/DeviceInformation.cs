using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Firstlight.Protocol.Native;

/// <summary>
/// What a device says about itself in its first <see cref="Command.Internal"/> frame after login: a flat list of keys and
/// values. Key names differ between libraries and versions; each property lists those it is read from, first one wins.
/// </summary>
public sealed record DeviceInformation
{
    /// <summary>Key·value pairs looked at; firmware in the field sends eleven at most.</summary>
    public const int PairsMax = 64;

    /// <summary>A longer value counts as absent.</summary>
    public const int ValueCharactersMax = 256;

    /// <summary>The longest heartbeat taken, in seconds: what the libraries allow to be set.</summary>
    public const int HeartbeatSecondsMax = 3_600;

    /// <summary><c>mcu</c>, <c>ncp</c> or <c>fw</c>: the firmware's version.</summary>
    public string? FirmwareVersion { get; init; }

    /// <summary><c>fw-type</c>: usually the template id.</summary>
    public string? FirmwareType { get; init; }

    /// <summary><c>build</c>: <c>Mmm dd yyyy hh:mm:ss</c>, as sent.</summary>
    public string? Build { get; init; }

    /// <summary><c>blynk</c> or <c>ver</c>: the device library's version.</summary>
    public string? LibraryVersion { get; init; }

    /// <summary><c>tmpl</c>: the template id.</summary>
    public string? TemplateId { get; init; }

    /// <summary><c>h-beat</c>: seconds between life signs, 1 to 3600; null when absent or unreadable.</summary>
    public int? HeartbeatSeconds { get; init; }

    /// <summary><c>buff-in</c>: bytes of header and body the device can take; null when absent or unreadable.</summary>
    public int? ReceiveBytesMax { get; init; }

    /// <summary><c>dev</c>: the board, or the library's language.</summary>
    public string? Board { get; init; }

    /// <summary><c>cpu</c>: the processor.</summary>
    public string? Cpu { get; init; }

    /// <summary><c>con</c> or, on Linux, <c>conn</c>: the kind of link.</summary>
    public string? Connection { get; init; }

    /// <summary>Reads the list. Never fails: unknown keys, a last key without value and empty values are passed over.</summary>
    public static DeviceInformation Read(ReadOnlySequence<byte> body)
    {
        var fields = BodyFields.Split(body, 2 * PairsMax + 1);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index + 1 < Math.Min(fields.Length, 2 * PairsMax); index += 2)
        {
            var value = fields[index + 1];
            if (value.Length is > 0 and <= ValueCharactersMax)
                values.TryAdd(fields[index], value);
        }

        return new DeviceInformation
        {
            FirmwareVersion = First(values, "mcu", "ncp", "fw"),
            FirmwareType = First(values, "fw-type"),
            Build = First(values, "build"),
            LibraryVersion = First(values, "blynk", "ver"),
            TemplateId = First(values, "tmpl"),
            HeartbeatSeconds = Number(First(values, "h-beat"), HeartbeatSecondsMax),
            ReceiveBytesMax = Number(First(values, "buff-in"), ushort.MaxValue),
            Board = First(values, "dev"),
            Cpu = First(values, "cpu"),
            Connection = First(values, "con", "conn"),
        };
    }

    /// <summary>One whole frame, keys and their order as the library 1.4.0 sends them; absent properties are left out.</summary>
    public void Write(IBufferWriter<byte> output, ushort messageId)
    {
        List<string> fields = [];
        Add(fields, "mcu", FirmwareVersion);
        Add(fields, "fw-type", FirmwareType);
        Add(fields, "build", Build);
        Add(fields, "blynk", LibraryVersion);
        Add(fields, "h-beat", HeartbeatSeconds?.ToString(CultureInfo.InvariantCulture));
        Add(fields, "buff-in", ReceiveBytesMax?.ToString(CultureInfo.InvariantCulture));
        Add(fields, "dev", Board);
        Add(fields, "cpu", Cpu);
        Add(fields, "con", Connection);
        Add(fields, "tmpl", TemplateId);
        FrameWriter.Write(output, Command.Internal, messageId, CollectionsMarshal.AsSpan(fields));
    }

    private static void Add(List<string> fields, string key, string? value)
    {
        if (value is null)
            return;
        fields.Add(key);
        fields.Add(value);
    }

    private static string? First(Dictionary<string, string> values, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (values.TryGetValue(key, out var value))
                return value;
        }

        return null;
    }

    private static int? Number(string? text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number > 0
        && number <= max
            ? number
            : null;
}
