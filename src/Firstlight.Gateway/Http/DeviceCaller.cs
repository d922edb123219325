using System.Globalization;
using System.Net;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Traffic;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Gateway.Http;

/// <summary>Who calls: reads the token, asks the door, and answers for every case in which there is no device.</summary>
internal sealed class DeviceCaller(
    IDeviceDoor door,
    WrongTokens wrongTokens,
    CallFlood flood,
    GatewayMetrics metrics,
    IDeviceTraffic traffic,
    TimeProvider time,
    IOptions<GatewayOptions> options,
    ILogger<DeviceCaller> logger,
    ICallCarrier? carrier = null
)
{
    /// <summary>What a call does for its device.</summary>
    public delegate Task<IResult> Call(IDeviceActions device, CallQuery query, CancellationToken cancellation);

    /// <summary>Runs <paramref name="call"/> for a provisioned device.</summary>
    public Task ServeAsync(HttpContext context, Call call) =>
        AnswerAsync(
            context,
            async (token, query, cancellation) =>
                await door.VisitAsync(token, cancellation) switch
                {
                    Visit.Accepted(var device) when !flood.TryTake(device.Device) => Flooded(device),
                    Visit.Accepted(var device) => await CallAsync(
                        context.Request.Path,
                        device,
                        query,
                        call,
                        cancellation
                    ),
                    Visit.Elsewhere(var node) => new CarriedCall(carrier!, node),
                    Visit.NotProvisioned => DeviceAnswer.Error(Messages.NotProvisioned),
                    _ => null,
                }
        );

    private DeviceAnswer Flooded(IDeviceActions device)
    {
        device.NoteFault(HttpComplaints.Of("calls", Messages.TooManyRequests));
        metrics.Violated("flood");
        return DeviceAnswer.TooMany(Messages.TooManyRequests, CallFlood.Wait);
    }

    private async Task<IResult> CallAsync(
        string? path,
        IDeviceActions device,
        CallQuery query,
        Call call,
        CancellationToken cancellation
    )
    {
        var name = path?[DeviceHttpApi.Prefix.Length..].TrimStart('/') ?? "";
        var result = await ShowAsync(name, device, query, call, cancellation);
        if (result is DeviceAnswer { Fault: { } fault, Status: >= 400 and < 500 })
            device.NoteFault(HttpComplaints.Of(name, fault));
        return result;
    }

    private async Task<IResult> ShowAsync(
        string name,
        IDeviceActions device,
        CallQuery query,
        Call call,
        CancellationToken cancellation
    )
    {
        if (!traffic.IsWatched(device.Device))
            return await call(device, query, cancellation);
        // What a field of metadata holds may be a secret, and its name may be given as a number.
        var isOpen = !name.StartsWith("device/meta", StringComparison.OrdinalIgnoreCase);
        Note(device.Device, TrafficDirection.FromDevice, name, isOpen ? FrameWords.Shown(query.Words()) : null);
        var result = await call(device, query, cancellation);
        if (result is DeviceAnswer answer)
            Note(
                device.Device,
                TrafficDirection.ToDevice,
                "response",
                FrameWords.Shown(
                    string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {(isOpen ? answer.Words : "")}")
                        .TrimEnd()
                )
            );
        return result;
    }

    private void Note(DeviceId device, TrafficDirection direction, string command, string? detail) =>
        traffic.Note(device, new TrafficLine(time.GetUtcNow(), direction, "https", command, detail));

    /// <summary>Completes the provisioning of a device that keeps no connection.</summary>
    public Task ProvisionAsync(HttpContext context, Func<CallQuery, Devices.HardwareReport> read) =>
        AnswerAsync(
            context,
            async (token, query, cancellation) =>
                await door.ProvisionAsync(token, read(query), cancellation) switch
                {
                    ReportResult.Ready => DeviceAnswer.Empty,
                    ReportResult.TemplateMissing => DeviceAnswer.Error(Messages.NoTemplate),
                    ReportResult.WrongTemplate => DeviceAnswer.Error(Messages.WrongTemplate),
                    _ => null,
                }
        );

    /// <param name="answer">Null means that a healthy store refused the token.</param>
    private async Task AnswerAsync(
        HttpContext context,
        Func<AuthToken, CallQuery, CancellationToken, Task<IResult?>> answer
    )
    {
        if (options.Value.MovedTo is { } place)
        {
            await SendAway(context.Request, place).ExecuteAsync(context);
            return;
        }

        var result = await FindAnswerAsync(context.Request, answer, context.RequestAborted);
        if (result is null)
        {
            await DelayWrongTokenAsync(context);
            result = DeviceAnswer.Error(Messages.InvalidToken);
        }

        await result.ExecuteAsync(context);
    }

    /// <summary>Taken here, a value would be called stored where nobody looks for it any more.</summary>
    private static DeviceAnswer SendAway(HttpRequest request, MovedTo place) =>
        DeviceAnswer.Elsewhere(
            $"{request.Scheme}://{place.AuthorityFor(request.IsHttps)}{request.Path.ToUriComponent()}{request.QueryString}"
        );

    private async Task<IResult?> FindAnswerAsync(
        HttpRequest request,
        Func<AuthToken, CallQuery, CancellationToken, Task<IResult?>> answer,
        CancellationToken cancellation
    )
    {
        try
        {
            // A call that is carried goes with its body.
            if (carrier is not null)
                request.EnableBuffering();
            var query = new CallQuery(request.QueryString, await FormBody.ReadAsync(request, cancellation));
            if (query.Find("token") is not { Length: > 0 } text)
                return DeviceAnswer.Error(Messages.NoToken);
            return AuthToken.TryParse(text.Trim(), out var token) ? await answer(token, query, cancellation) : null;
        }
        catch (StorageUnavailableException away)
        {
            Log.StorageAwayForCall(logger, away.Message);
            return DeviceAnswer.TryLater();
        }
        catch (BadHttpRequestException bad)
        {
            var isTooLarge = bad.StatusCode == StatusCodes.Status413PayloadTooLarge;
            return DeviceAnswer.Error(bad.StatusCode, isTooLarge ? Messages.TooLarge : Messages.WrongRequest);
        }
    }

    private async Task DelayWrongTokenAsync(HttpContext context)
    {
        var delay = wrongTokens.Note(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, time, context.RequestAborted);
    }
}
