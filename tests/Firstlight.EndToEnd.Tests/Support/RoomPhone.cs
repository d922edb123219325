namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>A phone for devices in a workbench process: it talks HTTP to their access points, and survives their death.</summary>
internal sealed class RoomPhone(RestClient api, CloudProcess cloud)
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>The hand-over, once; false when the room or the access point is gone.</summary>
    public async Task<bool> TryProvisionAsync(WorkbenchProcess room, string device, CancellationToken cancellation)
    {
        try
        {
            return await TryHandOverAsync(await room.AccessPointAsync(device, cancellation), cancellation);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task<bool> TryHandOverAsync(Uri accessPoint, CancellationToken cancellation)
    {
        try
        {
            var session = await api.StartSessionAsync(new { }, cancellation);
            await _http.GetStringAsync(new Uri(accessPoint, "board_info.json"), cancellation);
            await _http.GetStringAsync(
                new Uri(
                    accessPoint,
                    $"config?if=wifi&ssid=Home&pass=firstlight-wifi&blynk={session["token"]}&host=127.0.0.1&port={cloud.Port}"
                ),
                cancellation
            );
            return true;
        }
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>Until the device runs: by itself, or provisioned again when it asks for it.</summary>
    public Task SettleAsync(WorkbenchProcess room, string device, CancellationToken cancellation) =>
        Until.TrueAsync(
            async () =>
            {
                var state = await room.DeviceAsync(device, cancellation);
                if (state["state"]?.ToString() == "running") // null while it boots
                    return true;
                if (
                    state["accessPoint"]?["url"]?.GetValue<string>() is { } url
                    && await TryHandOverAsync(new Uri(url.TrimEnd('/') + "/"), cancellation)
                )
                    await Until.TrueAsync(
                        async () => (await room.DeviceAsync(device, cancellation))["accessPoint"] is null,
                        "the access point goes",
                        cancellation
                    );
                return false;
            },
            $"{device} runs",
            cancellation
        );
}
