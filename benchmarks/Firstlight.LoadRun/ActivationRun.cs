using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Firstlight.Edgent;
using Firstlight.Workbench;

namespace Firstlight.LoadRun;

/// <summary>
/// Many real device programs in one process, each with its access point, and a few phones that work through them: token
/// from the cloud, settings to the device, and the cloud's live events tell when each one has arrived.
/// </summary>
internal sealed class ActivationRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _time = TimeProvider.System;
    private readonly ConcurrentDictionary<long, long> _handedOver = new();
    private readonly ConcurrentDictionary<long, double> _activated = new();
    private readonly ConcurrentBag<double> _tokens = [];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _devices;
    private long _lastActivation;

    private ActivationRun(int devices) => _devices = devices;

    public static async Task<ActivationReport> RunAsync(
        int devices,
        int phones,
        TimeSpan hold,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        await using var cloud = await CloudUnderLoad.StartAsync(limit.Token);
        return await new ActivationRun(devices).RunAsync(cloud, phones, hold, limit.Token);
    }

    private async Task<ActivationReport> RunAsync(
        CloudUnderLoad cloud,
        int phones,
        TimeSpan hold,
        CancellationToken cancellation
    )
    {
        var template = (await cloud.PostAsync("api/v1/templates", new { name = "Load" }, cancellation))
            .GetProperty("id")
            .GetString()!;
        await using var room = new Room(
            new RoomOptions
            {
                Entropy = new SystemEntropy(),
                Wire = new TcpCloudConnector(null),
                Air = AirTimings.None,
                DevicesMax = _devices,
            }
        );
        room.Air.TryAdd(
            new Network
            {
                Ssid = "Home",
                Password = "firstlight-wifi",
                Security = "WPA2",
            }
        );
        await UnpackAsync(room, template, cancellation);

        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watch = WatchAsync(cloud, watching.Token);
        var idleBytes = cloud.ResidentBytes;
        var cloudBefore = cloud.ProcessorTime;
        var ourBefore = Process.GetCurrentProcess().TotalProcessorTime;
        var started = _time.GetTimestamp();

        var queue = new ConcurrentQueue<VirtualDevice>(room.Devices);
        await Task.WhenAll(Enumerable.Range(0, phones).Select(_ => PhoneAsync(cloud, queue, cancellation)));
        await _all.Task.WaitAsync(cancellation);
        var wall = _time.GetElapsedTime(started, Interlocked.Read(ref _lastActivation)).TotalSeconds;
        var cloudCpu = cloud.ProcessorTime - cloudBefore;
        var ourCpu = Process.GetCurrentProcess().TotalProcessorTime - ourBefore;

        await Task.Delay(hold, _time, cancellation);
        var connectedBytes = cloud.ResidentBytes;
        var listed = await cloud.ListDevicesAsync(cancellation);
        await watching.CancelAsync();
        await watch;
        return new ActivationReport(
            _devices,
            _activated.Count,
            listed.Count(_activated.ContainsKey),
            wall,
            _activated.Count / wall,
            Percentile([.. _tokens], 0.50),
            Percentile([.. _tokens], 0.99),
            Percentile([.. _activated.Values], 0.50),
            Percentile([.. _activated.Values], 0.99),
            idleBytes,
            cloud.PeakResidentBytes,
            connectedBytes,
            cloudCpu.TotalSeconds,
            ourCpu.TotalSeconds
        );
    }

    private async Task UnpackAsync(Room room, string template, CancellationToken cancellation)
    {
        for (var number = 0; number < _devices; number++)
        {
            var model = new DeviceModel
            {
                Name = $"Unit {number}",
                TemplateId = template,
                TemplateName = "Load",
                Behaviour = DeviceBehaviour.Silent,
            };
            var device = room.Add($"unit-{number}", model, new MemoryFlash())!;
            await device.PowerOnAsync(cancellation);
        }

        foreach (var device in room.Devices)
        {
            while (device.FindPortal() is null)
                await Task.Delay(TimeSpan.FromMilliseconds(10), _time, cancellation);
        }
    }

    private async Task PhoneAsync(
        CloudUnderLoad cloud,
        ConcurrentQueue<VirtualDevice> queue,
        CancellationToken cancellation
    )
    {
        while (queue.TryDequeue(out var device))
        {
            var asked = _time.GetTimestamp();
            var session = await cloud.PostAsync("api/v1/provisioning/sessions", new { }, cancellation);
            _tokens.Add(_time.GetElapsedTime(asked).TotalMilliseconds);

            await AskAsync(device, "/board_info.json", "", cancellation);
            _handedOver[session.GetProperty("deviceId").GetInt64()] = _time.GetTimestamp();
            await AskAsync(
                device,
                "/config",
                $"?if=wifi&ssid=Home&pass=firstlight-wifi&blynk={session.GetProperty("token").GetString()}"
                    + $"&host={session.GetProperty("host").GetString()}&port={session.GetProperty("port").GetInt32()}",
                cancellation
            );
        }
    }

    private static async Task AskAsync(VirtualDevice device, string path, string query, CancellationToken cancellation)
    {
        var answer = await device.AskPortalAsync(
            new PortalRequest
            {
                Method = "GET",
                Path = path,
                Query = query,
            },
            cancellation
        );
        if (answer.Status != (int)HttpStatusCode.OK)
            throw new InvalidOperationException($"{device.Id} answered {answer.Status} to {path}.");
    }

    private async Task WatchAsync(CloudUnderLoad cloud, CancellationToken cancellation)
    {
        try
        {
            using var response = await cloud.Http.GetAsync(
                "api/v1/live",
                HttpCompletionOption.ResponseHeadersRead,
                cancellation
            );
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellation))
            {
                if (item.EventType == "device.activated")
                    Arrived(JsonDocument.Parse(item.Data).RootElement);
                else if (item.EventType == "live.gap")
                    await CatchUpAsync(cloud, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The run is over.
        }
        catch (Exception fault)
        {
            _all.TrySetException(fault);
        }
    }

    private void Arrived(JsonElement data)
    {
        var id = (data.TryGetProperty("data", out var inner) ? inner : data).GetProperty("deviceId").GetInt64();
        Arrived(id);
    }

    private void Arrived(long id)
    {
        var now = _time.GetTimestamp();
        if (
            !_handedOver.TryGetValue(id, out var from)
            || !_activated.TryAdd(id, _time.GetElapsedTime(from, now).TotalMilliseconds)
        )
            return;
        Interlocked.Exchange(ref _lastActivation, now);
        if (_activated.Count == _devices)
            _all.TrySetResult();
    }

    // The stream told us that we were too slow for it: read the state instead.
    private async Task CatchUpAsync(CloudUnderLoad cloud, CancellationToken cancellation)
    {
        foreach (var id in await cloud.ListDevicesAsync(cancellation))
            Arrived(id);
    }

    private static double Percentile(double[] values, double share)
    {
        if (values.Length == 0)
            return 0;
        Array.Sort(values);
        return values[Math.Min(values.Length - 1, (int)(values.Length * share))];
    }
}
