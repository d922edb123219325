using System.Net;
using System.Text.Json;
using Firstlight.TestKit.Programs;

namespace Firstlight.Edgent.Linux.Tests.Fakes;

/// <summary>A phone on the device's page, which is at a free port of this machine.</summary>
internal sealed class PhoneOnPage(int cloudPort) : IDisposable
{
    private readonly HttpClient _http = new();
    private readonly HeldPort _port = new();

    public int Port => _port.Number;

    private Uri Page => new($"http://127.0.0.1:{Port}/");

    /// <summary>Hands the settings for "home" over, with this password.</summary>
    public async Task ConfigureAsync(string password, CancellationToken cancellation)
    {
        var query =
            $"config?ssid=home&pass={Uri.EscapeDataString(password)}&blynk={LoopbackBoard.Token}&host=127.0.0.1&port={cloudPort}";
        using var answer = await _http.GetAsync(new Uri(Page, query), cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>What <c>/board_info.json</c> says now.</summary>
    public async Task<(string? Status, int LastError)> ToldAsync(CancellationToken cancellation)
    {
        using var info = JsonDocument.Parse(await _http.GetStringAsync(new Uri(Page, "board_info.json"), cancellation));
        return (
            info.RootElement.GetProperty("status").GetString(),
            info.RootElement.GetProperty("last_error").GetInt32()
        );
    }

    public async Task UntilToldAsync((string?, int) expected, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (await ToldAsync(patience.Token) != expected)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, patience.Token);
    }

    public void Dispose()
    {
        _http.Dispose();
        _port.Dispose();
    }
}
