using System.Text.Json;
using Firstlight.Core;

namespace Firstlight.Fleet;

/// <summary>
/// Writes from device to device between nodes: the node that the other device lives on judges and makes them. A link asks one after the other, so they keep
/// their order.
/// </summary>
internal sealed class DistantBridges(IBackbone? backbone = null)
{
    private const string Subject = "device.bridge";

    /// <summary>So long a device's link waits for a node that is silent.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Lets <paramref name="take"/> answer what other nodes ask, until disposed.</summary>
    public IDisposable? Serve(Func<BridgedWrite, CancellationToken, ValueTask<BridgeResult>> take) =>
        backbone?.Serve(
            Subject,
            async (_, message, cancellation) =>
            {
                var write = JsonSerializer.Deserialize<BridgedWrite>(message.Span)!;
                return new[] { (byte)await take(write, cancellation) };
            }
        );

    public async ValueTask<BridgeResult> WriteAsync(NodeId home, BridgedWrite write, CancellationToken cancellation)
    {
        if (backbone is null)
            return BridgeResult.Unreachable;
        var message = JsonSerializer.SerializeToUtf8Bytes(write);
        var answer = await backbone.AskAsync(home, Subject, message, Patience, cancellation);
        return answer.Outcome is BackboneOutcome.Answered
            ? (BridgeResult)answer.Body.Span[0]
            : BridgeResult.Unreachable;
    }
}
