using System.Buffers;
using System.Globalization;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>Values: writes, groups of writes, and the request for stored values.</summary>
internal static class HardwareCommands
{
    /// <summary>As many as there are virtual pins.</summary>
    private const int PinsPerSyncMax = 256;

    /// <summary>A write. Success is silence; libraries expect no answer.</summary>
    public static ValueTask<bool> HandleAsync(NativeDevice device, Frame frame, CancellationToken cancellation)
    {
        if (!PinFields.TryReadWrite(frame.Body, out var pin, out var value))
            return HandleOtherAsync(device, frame);
        var writing = device.Session.WriteAsync(pin, value, device.GroupTime, durable: false, cancellation);

        // Most values are taken at once; only one that has to wait is worth the machinery of waiting.
        return writing.IsCompletedSuccessfully
            ? ValueTask.FromResult(Note(device, pin, writing.Result))
            : NoteAsync(device, pin, writing);
    }

    /// <summary>The device asks for values: one write per pin, each with the id of the request, and nothing behind them.</summary>
    public static async ValueTask<bool> SyncAsync(NativeDevice device, Frame frame, CancellationToken cancellation)
    {
        if (!TryReadPins(frame.Body, out var pins))
            return await device.AnswerAsync(frame, StatusCode.IllegalCommand);
        foreach (var (pin, value) in await device.Session.SyncAsync(pins, cancellation))
        {
            string[] fields = [Verbs.VirtualWrite, NativeLink.Number(pin.Number), value];
            await device.Link.TrySendAsync(Command.Hardware, frame.MessageId, fields, cancellation);
        }

        return true;
    }

    /// <summary>Opens a group of writes with the time of arrival or a given one, or closes it.</summary>
    public static ValueTask<bool> GroupAsync(NativeDevice device, Frame frame)
    {
        var fields = BodyFields.Split(frame.Body, 2);
        switch (fields)
        {
            case ["b"] or ["b", ""]:
                device.GroupTime = device.Time.GetUtcNow();
                return ValueTask.FromResult(true);
            case ["t", var text] when TryReadTime(text, out var time):
                device.GroupTime = time;
                return ValueTask.FromResult(true);
            case ["e"] or ["e", ""]:
                device.GroupTime = null;
                return ValueTask.FromResult(true);
            default:
                return device.AnswerAsync(frame, StatusCode.IllegalCommand);
        }
    }

    private static async ValueTask<bool> NoteAsync(
        NativeDevice device,
        VirtualPin pin,
        ValueTask<WriteResult> writing
    ) => Note(device, pin, await writing);

    /// <summary>What is wrong with a write is noted for the device's owner; the link goes on.</summary>
    private static bool Note(NativeDevice device, VirtualPin pin, WriteResult taken)
    {
        if (taken is not WriteResult.Taken)
        {
            device.Metrics.Violated("value not taken");
            device.Session.NoteFault(NativeComplaints.Of(taken, pin));
        }

        return true;
    }

    /// <summary>Digital and analog pins are answers to questions that this cloud does not ask.</summary>
    private static async ValueTask<bool> HandleOtherAsync(NativeDevice device, Frame frame) =>
        Verb(frame.Body) is "dw" or "aw" || await device.AnswerAsync(frame, StatusCode.IllegalCommand);

    private static bool TryReadPins(in ReadOnlySequence<byte> body, out VirtualPin[]? pins)
    {
        pins = null;
        if (body.IsEmpty)
            return true;
        var fields = BodyFields.Split(body);
        if (fields is [_, _, .., ""])
            fields = fields[..^1]; // a NUL behind the last field means nothing
        if (fields[0] != Verbs.VirtualRead || fields.Length < 2 || fields.Length > 1 + PinsPerSyncMax)
            return false;
        pins = new VirtualPin[fields.Length - 1];
        for (var index = 0; index < pins.Length; index++)
        {
            if (!PinFields.TryReadPin(fields[index + 1], out pins[index]))
                return false;
        }

        return true;
    }

    private static bool TryReadTime(string text, out DateTimeOffset time)
    {
        var read = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds);
        read = read && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        time = read ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : default;
        return read;
    }

    private static string Verb(in ReadOnlySequence<byte> body)
    {
        var fields = BodyFields.Split(body.Slice(0, Math.Min(3, body.Length)), 2);
        return fields.Length == 2 ? fields[0] : "";
    }
}
