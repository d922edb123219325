using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>
/// A device writes to another one: <c>bridge·i·token</c> names it once per link, <c>bridge·vw·pin·value</c> writes. Success of a write is
/// silence.
/// </summary>
internal static class BridgeCommand
{
    /// <summary>Devices that one link may name; the original's bound.</summary>
    public const int TargetsMax = 100;

    private const string Introduce = "i";

    public static ValueTask<bool> HandleAsync(NativeDevice device, Frame frame, CancellationToken cancellation)
    {
        var fields = BodyFields.Split(frame.Body, 4);
        if (fields.Length < 3 || !PinFields.TryReadPin(fields[0], out var bridge))
            return device.AnswerAsync(frame, StatusCode.IllegalCommand);
        return fields switch
        {
            [_, Introduce, var token] => IntroduceAsync(device, frame, bridge, token, cancellation),
            [_, Verbs.VirtualWrite, var text, { Length: > 0 } value] when PinFields.TryReadPin(text, out var pin) =>
                WriteAsync(device, frame, bridge, new(pin, value, frame.MessageId), cancellation),
            _ => device.AnswerAsync(frame, StatusCode.IllegalCommand),
        };
    }

    private static async ValueTask<bool> IntroduceAsync(
        NativeDevice device,
        Frame frame,
        VirtualPin bridge,
        string text,
        CancellationToken cancellation
    )
    {
        // Never status 9, which is about the device's own token and makes firmware give that up.
        if (await FindAsync(device, text, cancellation) is not { } target)
        {
            device.Bridges.Remove(bridge);
            await device.SlowGuessingAsync(cancellation);
            return await device.AnswerAsync(frame, StatusCode.NotAllowed);
        }

        if (!device.Bridges.ContainsKey(bridge) && device.Bridges.Count >= TargetsMax)
            return await device.AnswerAsync(frame, StatusCode.NotAllowed);
        device.Bridges[bridge] = target;
        return await device.AnswerAsync(frame, StatusCode.Success);
    }

    private static async ValueTask<bool> WriteAsync(
        NativeDevice device,
        Frame frame,
        VirtualPin bridge,
        DeviceCommand.BridgedPin write,
        CancellationToken cancellation
    )
    {
        if (!device.Bridges.TryGetValue(bridge, out var target))
            return await device.AnswerAsync(frame, StatusCode.NotAllowed);
        StatusCode? answer = await device.Session.WriteToAsync(target, write, cancellation) switch
        {
            BridgeResult.Sent => null,
            BridgeResult.Offline or BridgeResult.Unreachable => StatusCode.DeviceNotInNetwork,
            BridgeResult.WrongType => StatusCode.IllegalCommand,
            BridgeResult.Busy => StatusCode.QuotaLimit,
            _ => StatusCode.NotAllowed,
        };
        return answer is not { } status || await device.AnswerAsync(frame, status);
    }

    private static ValueTask<DeviceId?> FindAsync(NativeDevice device, string text, CancellationToken cancellation) =>
        AuthToken.TryParse(text.Trim(), out var token)
            ? device.Session.FindNeighbourAsync(token, cancellation)
            : ValueTask.FromResult<DeviceId?>(null);
}
