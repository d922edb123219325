using Firstlight.Core;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>Widget properties: <c>pin[·pin…]·name·value[·value…]</c>.</summary>
internal static class PropertyCommand
{
    private const int PinsMax = 256;

    public static async ValueTask<bool> HandleAsync(NativeDevice device, Frame frame, CancellationToken cancellation)
    {
        var fields = BodyFields.Split(frame.Body);
        var pins = new List<VirtualPin>();
        while (pins.Count < Math.Min(fields.Length, PinsMax) && PinFields.TryReadPin(fields[pins.Count], out var pin))
            pins.Add(pin);

        var rest = fields.AsSpan(pins.Count);
        if (pins.Count == 0 || rest.Length < 2 || rest[0].Length == 0)
        {
            device.Session.NoteFault(
                Complaints.Bad("property", "Something is missing. Send pins, a name and a value.")
            );
            return await device.AnswerAsync(frame, StatusCode.IllegalCommandBody);
        }

        var (name, value) = (rest[0], string.Join('\0', rest[1..]!));
        var set = await device.Session.SetPropertyAsync(pins, name, value, cancellation);
        if (!set)
            device.Session.NoteFault(Complaints.Property(pins[0].ToString(), name));
        return await device.AnswerAsync(frame, set ? StatusCode.Success : StatusCode.IllegalCommandBody);
    }
}
