using System.Collections.Concurrent;
using System.Text.Json;
using Firstlight.Core;
using Firstlight.Devices;
using Firstlight.Fleet;
using Firstlight.Gateway.Links;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary>
/// <c>POST batch/update</c>: points of the past into one datastream, all or none. A body is held whole while it is read,
/// so a device has one import at a time.
/// </summary>
internal sealed class ImportCall(TimeProvider time)
{
    public const int PointsMax = 10_000;

    private const int MonthsBeforeMax = 3;
    private const int MonthsAfterMax = 1;

    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);

    /// <summary>Bounded by the gateway's connections.</summary>
    private readonly ConcurrentDictionary<DeviceId, byte> _underWay = new();

    public async Task<IResult> ServeAsync(
        IDeviceActions device,
        CallQuery query,
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        var template = await device.FindTemplateAsync(cancellation);
        if (template is null)
            return DeviceAnswer.Error(Messages.NotProvisioned);
        if (!request.HasJsonContentType())
            return DeviceAnswer.Error(Messages.UnknownContentType);
        var (datastream, refusal) = query.FindDatastream(template);
        if (datastream is null)
            return refusal!;
        if (!_underWay.TryAdd(device.Device, 0))
            return DeviceAnswer.TooMany(Messages.OneImport, Wait);
        try
        {
            var (points, wrong) = await ReadAsync(datastream, request, cancellation);
            if (wrong is not null)
                return DeviceAnswer.Error(wrong);
            var result = await device.WriteAllAsync(points, cancellation);
            return WriteCall.Refusal(result, Messages.WrongType) ?? DeviceAnswer.Ok;
        }
        finally
        {
            _underWay.TryRemove(device.Device, out _);
        }
    }

    private async Task<(List<PinPoint> Points, string? Wrong)> ReadAsync(
        Datastream datastream,
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, JsonText.Shallow, cancellation);
            return Read(datastream, body.RootElement);
        }
        catch (JsonException)
        {
            return ([], Messages.WrongRequest);
        }
    }

    private (List<PinPoint> Points, string? Wrong) Read(Datastream datastream, JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Array)
            return ([], Messages.WrongRequest);
        if (root.GetArrayLength() > PointsMax)
            return ([], Messages.TooManyPoints);
        var now = time.GetUtcNow();
        var points = new List<PinPoint>(root.GetArrayLength());
        foreach (var pair in root.EnumerateArray())
        {
            if (JsonText.Point(pair) is not var (milliseconds, value))
                return ([], Messages.WrongRequest);
            if (JsonText.Time(milliseconds, now, MonthsBeforeMax, MonthsAfterMax) is not { } at)
                return ([], Messages.WrongTime);
            points.Add(new PinPoint(datastream.Pin, value, at));
        }

        return (points, null);
    }
}
