using Firstlight.Protocol.Native;
using Firstlight.TestKit.Native;

namespace Firstlight.Browser.Tests.Support;

/// <summary>A device in the field that is told of firmware, fetches it as fast as the scenario says, and comes back with what it says.</summary>
internal sealed class UpdatingDevice : IAsyncDisposable
{
    private const int PieceBytes = 256 * 1024;

    private readonly House _house;
    private readonly string _token;
    private readonly string _template;
    private readonly HttpClient _http = new();
    private NativeClient? _client;

    private UpdatingDevice(House house, string token, string template, long id) =>
        (_house, _token, _template, Id) = (house, token, template, id);

    public long Id { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Made by hand in the cloud, then logged in with this version.</summary>
    public static async Task<UpdatingDevice> ConnectAsync(House house, string template, string name, string version)
    {
        var (id, token) = await house.Api.CreateDeviceAsync(template, name, Cancellation);
        var device = new UpdatingDevice(house, token, template, id);
        await device.ComeBackAsync(version);
        return device;
    }

    /// <summary>Logs in anew and says what it runs.</summary>
    public async Task ComeBackAsync(string version)
    {
        if (_client is not null)
            await _client.DisposeAsync();
        _client = await NativeClient.ConnectAsync(_house.Cloud.Port);
        (await _client.LogInAsync(_token)).ShouldBe((ushort)StatusCode.Success);
        string[] says = ["mcu", version, "tmpl", _template, "fw-type", _template, "h-beat", "600", "dev", "ESP32"];
        await _client.SendAsync(Command.Internal, says);
        (await _client.ReadAsync()).Status.ShouldBe((ushort)StatusCode.Success);
    }

    /// <summary>The address that it is told.</summary>
    public async Task<string> HearAsync()
    {
        while (true)
        {
            if (await _client!.ReadAsync() is { Command: Command.Internal, Fields: ["ota", var address] })
                return address;
        }
    }

    /// <summary>Fetches the image piece by piece, slowly until somebody has seen it, then to its end.</summary>
    public async Task FetchAsync(string address, Func<Task<bool>>? isSeen = null)
    {
        using var answer = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        answer.EnsureSuccessStatusCode();
        await using var image = await answer.Content.ReadAsStreamAsync(Cancellation);
        var piece = new byte[PieceBytes];
        var slowly = isSeen is not null;
        while (await image.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, Cancellation) > 0)
        {
            if (slowly)
                slowly = !await isSeen!();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
            await _client.DisposeAsync();
        _http.Dispose();
    }
}
