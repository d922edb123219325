using System.Collections.Concurrent;
using System.IO.Pipelines;
using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Browser.Tests.Support;

/// <summary>A device in the field that does what a scenario says: it writes, reports events, and hears what it is told.</summary>
internal sealed class FieldDevice : IAsyncDisposable
{
    private readonly NativeClient _client;
    private readonly ConcurrentDictionary<string, string> _told = new();
    private readonly CancellationTokenSource _unplugged = new();
    private readonly Task _listening;

    private FieldDevice(NativeClient client, long id, string name)
    {
        _client = client;
        Id = id;
        Name = name;
        _listening = ListenAsync();
    }

    public long Id { get; }

    public string Name { get; }

    /// <summary>Made by hand in the cloud, then logged in as firmware does.</summary>
    public static async Task<FieldDevice> ConnectAsync(House house, string template, string name)
    {
        var (id, token) = await house.Api.CreateDeviceAsync(template, name, TestContext.Current.CancellationToken);
        return new FieldDevice(await LogInAsync(house, token, template), id, name);
    }

    /// <summary>A unit whose token was flashed in the factory; until somebody claims it, it is its issuer's.</summary>
    public static async Task<FieldDevice> ConnectStaticAsync(House house, string token, string template)
    {
        var client = await LogInAsync(house, token, template);
        var device = (await house.Api.AllDevicesAsync(TestContext.Current.CancellationToken)).Last(known =>
            known!["method"]!.GetValue<string>() == "Static"
        )!;
        return new FieldDevice(client, device["id"]!.GetValue<long>(), device["name"]!.GetValue<string>());
    }

    private static async Task<NativeClient> LogInAsync(House house, string token, string template)
    {
        var client = await NativeClient.ConnectAsync(house.Cloud.Port);
        (await client.LogInAsync(token)).ShouldBe((ushort)StatusCode.Success);
        await client.SendAsync(
            Command.Internal,
            ["mcu", "2.4.1", "tmpl", template, "fw-type", template, "h-beat", "600", "dev", "ESP32-S3", "cpu", "ESP32"]
        );
        var answer = await client.ReadAsync();
        answer.Status.ShouldBe((ushort)StatusCode.Success);
        return client;
    }

    public Task WriteAsync(int pin, params string[] values) =>
        _client.SendAsync(Command.Hardware, ["vw", $"{pin}", .. values]);

    public Task ReportAsync(string code, string text) => _client.SendAsync(Command.EventLog, code, text);

    /// <summary>What the cloud wrote last; null when it has not.</summary>
    public string? Told(int pin) => _told.GetValueOrDefault($"{pin}");

    public async ValueTask DisposeAsync()
    {
        await _unplugged.CancelAsync();
        await _listening;
        await _client.DisposeAsync();
        _unplugged.Dispose();
    }

    private async Task ListenAsync()
    {
        var pipe = PipeReader.Create(_client.Stream);
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(_unplugged.Token);
                var unread = read.Buffer;
                while (FrameReader.TryRead(ref unread, ushort.MaxValue, out var frame))
                    Hear(frame);
                pipe.AdvanceTo(unread.Start, unread.End);
                if (read.IsCompleted)
                    return;
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException)
        {
            // Unplugged here, or cut off there.
        }
    }

    private void Hear(Frame frame)
    {
        if (frame.Command is Command.Hardware && BodyFields.Split(frame.Body) is ["vw", var pin, var value, ..])
            _told[pin] = value;
    }
}
