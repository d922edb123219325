using System.Net;
using System.Text.Json.Nodes;
using Firstlight.Edgent;
using Firstlight.Workbench;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>A device in this process whose power a test cuts, and the phone that stands beside it. Its flash is real files.</summary>
internal sealed class Unit(VirtualDevice device, RestClient api, CloudProcess cloud)
{
    /// <summary>Cloud devices this unit has become; more than one is an error the test looks for.</summary>
    public HashSet<long> DeviceIds { get; } = [];

    public VirtualDevice Device => device;

    /// <summary>Whatever it takes until the device is in the cloud: it works by itself, or it is provisioned again.</summary>
    public async Task SettleAsync(string template, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (device.Mode != EdgentMode.Running)
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromMinutes(3))
                throw new TimeoutException($"{device.Id} is stuck in {device.Mode}:\n{string.Join('\n', device.Log)}");
            // A person hands over once and then watches: the access point goes, and only its return is a reason to try again.
            if (device.FindPortal() is not null && await TryProvisionAsync(template, reprovision: null, cancellation))
                await Until.TrueAsync(() => device.FindPortal() is null, "the access point goes", cancellation);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellation);
        }
    }

    /// <summary>The phone's part, once. False when the access point went away in between.</summary>
    public async Task<bool> TryProvisionAsync(string template, long? reprovision, CancellationToken cancellation)
    {
        var session = reprovision is { } id
            ? await api.StartSessionAsync(new { deviceId = id }, cancellation)
            : await api.StartSessionAsync(new { templateId = template }, cancellation);
        return await TryHandOverAsync(session, cancellation);
    }

    public async Task<bool> TryHandOverAsync(JsonNode session, CancellationToken cancellation)
    {
        DeviceIds.Add(session["deviceId"]!.GetValue<long>());
        if ((await AskAsync("/board_info.json", "", cancellation)).Status != (int)HttpStatusCode.OK)
            return false;
        var answer = await AskAsync(
            "/config",
            $"?if=wifi&ssid=Home&pass=firstlight-wifi&blynk={session["token"]}&host=127.0.0.1&port={cloud.Port}",
            cancellation
        );
        return answer.Status == (int)HttpStatusCode.OK;
    }

    private Task<PortalResponse> AskAsync(string path, string query, CancellationToken cancellation) =>
        device.AskPortalAsync(
            new PortalRequest
            {
                Method = "GET",
                Path = path,
                Query = query,
            },
            cancellation
        );
}
