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
