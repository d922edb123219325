namespace Firstlight.Edgent.Daemon;

/// <summary>Does what a program asked for. Null: it was handed over; otherwise why not.</summary>
internal sealed class RequestRunner(IBridgedDevice device)
{
    private static readonly BridgeFault Offline = new(
        "offline",
        "cloud",
        "The device is not online; nothing is kept for later. Write again when the state is online."
    );

    public async Task<BridgeFault?> RunAsync(BridgeRequest asked, CancellationToken cancellation)
    {
        switch (asked)
        {
            case BridgeRequest.Write(var values):
                return await WriteAsync(values);
            case BridgeRequest.Sync(var pins):
                return Sent(pins.Length == 0 ? await device.Cloud.SyncAllAsync() : await device.Cloud.SyncAsync(pins));
            case BridgeRequest.LogEvent(var code, var text):
                return Sent(await device.Cloud.LogEventAsync(code, text));
            case BridgeRequest.SetMetadata(var name, var value):
                return Sent(await device.Cloud.SetMetadataAsync(name, value));
            case BridgeRequest.Claim(var code):
                return await device.ClaimAsync(code, cancellation) is { } why
                    ? new BridgeFault("refused", "claim", why)
                    : null;
            default:
                return null;
        }
    }

    private async Task<BridgeFault?> WriteAsync(IReadOnlyList<PinValue> values)
    {
        foreach (var (pin, parts) in values)
        {
            if (!await device.Cloud.WriteAsync(pin, parts))
                return Offline;
        }

        return null;
    }

    private static BridgeFault? Sent(bool sent) => sent ? null : Offline;
}
