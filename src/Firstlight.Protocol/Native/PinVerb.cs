namespace Firstlight.Protocol.Native;

/// <summary>What a <see cref="Command.Hardware"/> frame asks for: its first field.</summary>
public enum PinVerb : byte
{
    /// <summary><c>vw</c>: write a virtual pin, both ways.</summary>
    VirtualWrite,

    /// <summary><c>vr</c>: ask for a virtual pin. Towards the server only inside <see cref="Command.HardwareSync"/>.</summary>
    VirtualRead,

    /// <summary><c>dw</c>: write a digital pin; from a device also the answer to <see cref="DigitalRead"/>.</summary>
    DigitalWrite,

    /// <summary><c>dr</c>: ask a device for a digital pin.</summary>
    DigitalRead,

    /// <summary><c>aw</c>: write an analog pin; from a device also the answer to <see cref="AnalogRead"/>.</summary>
    AnalogWrite,

    /// <summary><c>ar</c>: ask a device for an analog pin.</summary>
    AnalogRead,

    /// <summary><c>pm</c>: pin modes, pin and mode in turn.</summary>
    PinMode,
}

/// <summary>The verbs' words on the wire.</summary>
internal static class PinVerbs
{
    private const PinVerb Unknown = (PinVerb)byte.MaxValue;

    public static bool NeedsValue(this PinVerb verb) =>
        verb is PinVerb.VirtualWrite or PinVerb.DigitalWrite or PinVerb.AnalogWrite or PinVerb.PinMode;

    public static ReadOnlySpan<byte> Text(this PinVerb verb) =>
        verb switch
        {
            PinVerb.VirtualWrite => "vw"u8,
            PinVerb.VirtualRead => "vr"u8,
            PinVerb.DigitalWrite => "dw"u8,
            PinVerb.DigitalRead => "dr"u8,
            PinVerb.AnalogWrite => "aw"u8,
            PinVerb.AnalogRead => "ar"u8,
            PinVerb.PinMode => "pm"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "Not a pin verb."),
        };

    public static bool TryRead(ReadOnlySpan<byte> text, out PinVerb verb)
    {
        verb = (text[0], text[1]) switch
        {
            ((byte)'v', (byte)'w') => PinVerb.VirtualWrite,
            ((byte)'v', (byte)'r') => PinVerb.VirtualRead,
            ((byte)'d', (byte)'w') => PinVerb.DigitalWrite,
            ((byte)'d', (byte)'r') => PinVerb.DigitalRead,
            ((byte)'a', (byte)'w') => PinVerb.AnalogWrite,
            ((byte)'a', (byte)'r') => PinVerb.AnalogRead,
            ((byte)'p', (byte)'m') => PinVerb.PinMode,
            _ => Unknown,
        };
        return verb != Unknown;
    }
}
