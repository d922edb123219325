using System.Globalization;
using System.Net;
using Firstlight.Core;
using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Traffic;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Firstlight.Gateway.Http;

/// <summary>Who calls: reads the token, asks the door, and answers for every case in which there is no device.</summary>
internal sealed class DeviceCaller(
    IDeviceDoor door,
    WrongTokens wrongTokens,
    IDeviceTraffic traffic,
    TimeProvider time,
    ILogger<DeviceCaller> logger
)
{
    /// <summary>Runs <paramref name="call"/> for a provisioned device.</summary>
    public Task ServeAsync(
        HttpContext context,
        Func<IDeviceActions, CallQuery, CancellationToken, Task<IResult>> call
    ) =>
        AnswerAsync(
            context,
            async (token, query, cancellation) =>
                await door.VisitAsync(token, cancellation) switch
                {
                    Visit.Accepted(var device) => await CallAsync(
                        context.Request.Path,
                        device,
                        query,
                        call,
                        cancellation
                    ),
                    Visit.NotProvisioned => DeviceAnswer.Error(Messages.NotProvisioned),
                    _ => null,
                }
        );

    private async Task<IResult> CallAsync(
        string? path,
        IDeviceActions device,
        CallQuery query,
        Func<IDeviceActions, CallQuery, CancellationToken, Task<IResult>> call,
        CancellationToken cancellation
    )
    {
        if (!traffic.IsWatched(device.Device))
            return await call(device, query, cancellation);
        var name = path?[(path.LastIndexOf('/') + 1)..] ?? "";
        Note(device.Device, TrafficDirection.FromDevice, name, FrameWords.Shown(query.Words()));
        var result = await call(device, query, cancellation);
        if (result is DeviceAnswer answer)
            Note(
                device.Device,
                TrafficDirection.ToDevice,
                "response",
                FrameWords.Shown(
                    string.Create(CultureInfo.InvariantCulture, $"{answer.Status} {answer.Words}").TrimEnd()
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
        var query = new CallQuery(context.Request.QueryString);
        var result = await FindAnswerAsync(query, answer, context.RequestAborted);
        if (result is null)
        {
            await DelayWrongTokenAsync(context);
            result = DeviceAnswer.Error(Messages.InvalidToken);
        }

        await result.ExecuteAsync(context);
    }

    private async Task<IResult?> FindAnswerAsync(
        CallQuery query,
        Func<AuthToken, CallQuery, CancellationToken, Task<IResult?>> answer,
        CancellationToken cancellation
    )
    {
        if (query.Find("token") is not { Length: > 0 } text)
            return DeviceAnswer.Error(Messages.NoToken);
        if (!AuthToken.TryParse(text.Trim(), out var token))
            return null;
        try
        {
            return await answer(token, query, cancellation);
        }
        catch (StorageUnavailableException away)
        {
            Log.StorageAwayForCall(logger, away.Message);
            return DeviceAnswer.TryLater();
        }
    }

    private async Task DelayWrongTokenAsync(HttpContext context)
    {
        var delay = wrongTokens.Note(context.Connection.RemoteIpAddress ?? IPAddress.None);
        if (delay > TimeSpan.Zero)
            await Task.Delay(delay, time, context.RequestAborted);
    }
}
