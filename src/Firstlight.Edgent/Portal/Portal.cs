using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>
/// The configuration portal: what a phone on the device's access point can ask. A pure handler without a server, so that a
/// board puts it behind Kestrel and a process holds ten thousand. Behaviour: published Edgent firmware; CORS is ours.
/// </summary>
public sealed class Portal
{
    /// <summary>The device's address in its own network.</summary>
    public static readonly IPAddress Address = new([192, 168, 4, 1]);

    /// <summary>The one name that the access point's DNS knows.</summary>
    public const string HostName = "blynk.setup";

    private const string MethodsOfAll = "GET, POST, OPTIONS";

    private readonly IPortalBoard _board;
    private readonly PortalPage _page;
    private readonly bool _captive;

    internal Portal(IPortalBoard board, bool captive)
    {
        _board = board;
        _page = new PortalPage(board);
        _captive = captive;
    }

    /// <summary>Answers one request; <see cref="PortalResponse.Drop"/> while the access point is down.</summary>
    public async Task<PortalResponse> HandleAsync(PortalRequest request, CancellationToken cancellation)
    {
        if (!_board.AccessPointIsUp)
            return PortalResponse.Drop;
        var response = await RouteAsync(request, cancellation);
        return response.Dropped
            ? response
            : response.With(("Access-Control-Allow-Origin", "*"), ("Cache-Control", "no-store"));
    }

    private async Task<PortalResponse> RouteAsync(PortalRequest request, CancellationToken cancellation)
    {
        if (_captive && CaptiveProbes.Includes(request.Header("Host")))
            return ToPage();
        if (request.Query.Length > PortalLimits.QueryCharactersMax)
            return PortalResponse.Text(414, "Query too long");
        var known =
            request.Path
            is "/"
                or "/board_info.json"
                or "/wifi_scan.json"
                or "/config"
                or "/reset"
                or "/reboot"
                or "/update";
        if (!known)
            return _captive ? ToPage() : PortalResponse.Text(404, "Not found");
        if (request.Method == "OPTIONS")
            return Preflight();
        if (request.Method is not ("GET" or "POST"))
            return PortalResponse.Text(405, "Method not allowed").With(("Allow", MethodsOfAll));

        return request.Path switch
        {
            "/" => await ShowPageAsync(request, cancellation),
            "/board_info.json" => Json(200, _board.Describe(), ProvisioningJson.Default.BoardInfo),
            "/wifi_scan.json" => await ScanAsync(cancellation),
            "/config" => await ConfigureAsync(request, cancellation),
            "/reset" => await ResetAsync(cancellation),
            "/reboot" => Reboot(),
            _ => await UpdateAsync(request, cancellation),
        };
    }

    private async Task<PortalResponse> ScanAsync(CancellationToken cancellation)
    {
        var networks = await _board.NetworksAsync(cancellation);
        var strongest = networks.OrderByDescending(network => network.Rssi).Take(PortalLimits.NetworksMax).ToArray();
        return Json<IReadOnlyList<WifiScanEntry>>(200, strongest, ProvisioningJson.Default.IReadOnlyListWifiScanEntry);
    }

    private async Task<PortalResponse> ShowPageAsync(PortalRequest request, CancellationToken cancellation) =>
        await PortalForm.ReadAsync(request, cancellation) is { } given
            ? await _page.FormAsync(given, cancellation)
            : PortalResponse.Text(413, "Body too long");

    private async Task<PortalResponse> ConfigureAsync(PortalRequest request, CancellationToken cancellation)
    {
        var form = await PortalForm.ReadAsync(request, cancellation);
        if (form is null)
            return PortalResponse.Text(413, "Body too long");
        if (
            !SettingsFromPhone.TryRead(
                form,
                _board.Defaults,
                _board.Kept,
                out var settings,
                out var save,
                out var fault
            )
        )
            _board.RefuseSettings(fault);
        else if (!await _board.ConfigureAsync(settings, save, cancellation))
            fault = "The device could not store the settings.";
        var isTaken = settings is not null && fault.Length == 0;

        if (PortalPage.IsWantedBy(request))
            return isTaken ? PortalPage.Sent(settings!) : await _page.RefusedAsync(form, fault, cancellation);
        return isTaken
            ? Json(200, save ? ConfigAnswer.Saved : ConfigAnswer.TryingToConnect, ProvisioningJson.Default.ConfigAnswer)
            : Json(500, ConfigAnswer.Invalid, ProvisioningJson.Default.ConfigAnswer);
    }

    private async Task<PortalResponse> ResetAsync(CancellationToken cancellation)
    {
        await _board.ResetAsync(cancellation);
        return Json(200, ConfigAnswer.Reset, ProvisioningJson.Default.ConfigAnswer);
    }

    private PortalResponse Reboot()
    {
        _board.Reboot();
        return PortalResponse.Drop;
    }

    private async Task<PortalResponse> UpdateAsync(PortalRequest request, CancellationToken cancellation)
    {
        if (request.Method == "GET")
            return PortalResponse.Html(PortalPages.Update).With(("Connection", "close"));
        await using var image = await FirmwareUpload.OpenAsync(request, cancellation);
        var done = image is not null && await _board.InstallAsync(image, cancellation);
        return done ? PortalResponse.Text(200, "OK") : PortalResponse.Text(500, "FAIL");
    }

    private static PortalResponse ToPage() => PortalResponse.Text(302, "").With(("Location", $"http://{Address}/"));

    private static PortalResponse Preflight() =>
        new PortalResponse { Status = 204 }.With(
            ("Access-Control-Allow-Methods", MethodsOfAll),
            ("Access-Control-Allow-Headers", "*"),
            ("Access-Control-Allow-Private-Network", "true"),
            ("Access-Control-Max-Age", "600")
        );

    private static PortalResponse Json<T>(int status, T value, JsonTypeInfo<T> shape) =>
        PortalResponse.Json(status, JsonSerializer.SerializeToUtf8Bytes(value, shape));
}
