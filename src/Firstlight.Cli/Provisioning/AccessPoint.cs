using System.Text.Json;
using Firstlight.Cli.Commands;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Cli.Provisioning;

/// <summary>A device in set-up mode, spoken to over its access point.</summary>
internal sealed class AccessPoint : IDisposable
{
    /// <summary>Where every real device is while its access point is up.</summary>
    public static readonly Uri RealDevice = new("http://192.168.4.1");

    // Firmware in the field blocks up to 20 s while it scans.
    private static readonly TimeSpan ScanTimeout = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromSeconds(1);

    private const int AnswerBytesMax = 64 * 1024;

    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public AccessPoint(Uri address, TimeProvider time)
    {
        Address = address;
        _time = time;
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                UseProxy = false,
                AllowAutoRedirect = false,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                // Small boards serve one connection at a time, and a kept one would hide that the access point is gone.
                PooledConnectionLifetime = TimeSpan.Zero,
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = AnswerBytesMax,
        };
    }

    public Uri Address { get; }

    /// <exception cref="CommandFailure">Nobody answers, or it is not a device.</exception>
    public async Task<BoardInfo> ReadBoardInfoAsync(CancellationToken cancellation)
    {
        try
        {
            var body = await GetAsync("board_info.json", AnswerTimeout, cancellation);
            return BoardInfoReader.TryRead(body, out var board, out var fault)
                ? board
                : throw new CommandFailure(
                    ExitCodes.AccessPointNotFound,
                    $"What answers at {WebAddress.Text(Address)} is not a device in set-up mode. {fault}",
                    "Is this computer on the device's own Wi-Fi? Or name the address: --access-point URL"
                );
        }
        catch (HttpRequestException silent)
        {
            throw new CommandFailure(
                ExitCodes.AccessPointNotFound,
                $"No device answers at {WebAddress.Text(Address)}: {silent.Message}",
                "Join its Wi-Fi (the name begins with the maker's prefix, such as \"Blynk \"), or name it: --access-point URL"
            );
        }
    }

    /// <summary>Its answer, or null while its access point is not there.</summary>
    public async Task<BoardInfo?> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            var body = await GetAsync("board_info.json", ProbeTimeout, cancellation);
            return BoardInfoReader.TryRead(body, out var board, out _) ? board : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Networks the device sees, strongest first; none when it cannot tell.</summary>
    public async Task<IReadOnlyList<WifiScanEntry>> ScanAsync(
        ProvisioningDialect dialect,
        CancellationToken cancellation
    )
    {
        try
        {
            var body = await GetAsync("wifi_scan.json", ScanTimeout, cancellation);
            return WifiScanReader.TryRead(body, dialect, out var networks, out _) ? networks : [];
        }
        catch (HttpRequestException)
        {
            // Not every board can scan; a name can always be typed.
            return [];
        }
    }

    /// <summary>Hands over network, token and cloud.</summary>
    /// <returns>False when the answer was lost on the way: the device may have taken it and gone.</returns>
    /// <exception cref="CommandFailure">The device refused, or was not reached.</exception>
    public async Task<bool> ConfigureAsync(ConfigQuery query, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(AnswerTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            using var response = await _http.GetAsync(
                WebAddress.Below(Address, "config", query.ToQueryString()),
                either.Token
            );
            if (response.IsSuccessStatusCode)
                return true;
            throw new CommandFailure(
                ExitCodes.DeviceRefused,
                $"The device did not take the settings (it answered {(int)response.StatusCode}).",
                "Check the network's name and password; nothing was changed on the device."
            );
        }
        catch (HttpRequestException unreached)
            when (unreached.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
            )
        {
            throw new CommandFailure(
                ExitCodes.AccessPointNotFound,
                "The device's access point went away before the settings could be sent.",
                "Bring it back into set-up mode and try again."
            );
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            return false;
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<byte[]> GetAsync(string path, TimeSpan timeout, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            return await _http.GetByteArrayAsync(WebAddress.Below(Address, path), either.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"no answer within {timeout.TotalSeconds:0} s", late);
        }
    }
}
