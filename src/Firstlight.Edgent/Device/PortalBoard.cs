using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>The device as its own portal sees it.</summary>
internal sealed class PortalBoard(
    EdgentDevice device,
    EdgentOptions options,
    EdgentPorts ports,
    ScanMemory scans,
    Inbox inbox
) : IPortalBoard
{
    private volatile bool _accessPointIsUp;

    public bool AccessPointIsUp
    {
        get => _accessPointIsUp;
        set => _accessPointIsUp = value;
    }

    public EdgentConfig Defaults =>
        new()
        {
            Host = options.CloudHost,
            TlsPort = options.CloudTlsPort,
            PlainPort = options.CloudPort,
        };

    public EdgentConfig? Kept => device.WorkingSettings;

    public BoardInfo Describe()
    {
        if (device.Mode == EdgentMode.WaitConfig)
            inbox.Notice(new EdgentEvent.BoardInfoRead());
        var facts = ports.Radio.Facts;
        return new BoardInfo
        {
            Board = options.TemplateName,
            Vendor = options.VendorPrefix,
            TemplateId = options.TemplateId,
            FirmwareType = options.FirmwareType ?? options.TemplateId,
            FirmwareVersion = options.FirmwareVersion,
            Name = device.AccessPointName,
            Uid = device.Uid,
            Ssid = device.AccessPointName,
            Bssid = facts.AccessPointMac,
            Mac = facts.StationMac,
            LastError = (int)device.LastError,
            Status = facts.KeepsAccessPoint ? StatusWord() : null,
            WifiScan = true,
            StaticIp = true,
            FiveGigahertz = facts.FiveGigahertz ? true : null,
            Interfaces =
            [
                new BoardInterface
                {
                    Name = ConfigQuery.Wifi,
                    Mac = facts.StationMac,
                    Scan = 1,
                    FiveGigahertz = facts.FiveGigahertz ? 1 : 0,
                    StaticIp = 1,
                },
            ],
        };
    }

    private string StatusWord() =>
        device.Mode switch
        {
            EdgentMode.SwitchToStation or EdgentMode.ConnectingNetwork => "connecting_net",
            EdgentMode.ConnectingCloud => "connecting_cloud",
            EdgentMode.Running or EdgentMode.OtaUpgrade => "connected",
            _ => device.LastError == DeviceErrorCode.None ? "unknown" : "error",
        };

    public async Task<IReadOnlyList<WifiScanEntry>> NetworksAsync(CancellationToken cancellation) =>
        ports.Radio.Facts.ScansAsAccessPoint ? await scans.LookAsync(cancellation) : scans.Last;

    public IReadOnlyList<WifiScanEntry> LastNetworks => scans.Last;

    public Task<bool> ConfigureAsync(EdgentConfig settings, bool save, CancellationToken cancellation) =>
        inbox.AskAsync(new EdgentEvent.Configured(settings, save, FromConsole: false), cancellation);

    public void RefuseSettings(string fault) => Log.SettingsRefused(ports.Log, fault);

    public Task ResetAsync(CancellationToken cancellation) =>
        inbox.ReportAsync(new EdgentEvent.ResetAsked(), cancellation).AsTask();

    public void Reboot() => inbox.Notice(new EdgentEvent.RestartAsked());

    public async Task<bool> InstallAsync(Stream image, CancellationToken cancellation)
    {
        var installed = false;
        try
        {
            installed = await ports.Updater.InstallAsync(image, FirmwareSource.AccessPoint, cancellation);
        }
        catch (Exception fault) when (!cancellation.IsCancellationRequested)
        {
            Log.UpdateFailed(ports.Log, fault);
        }

        Log.UpdateEnded(ports.Log, installed);
        inbox.Notice(new EdgentEvent.UploadEnded());
        return installed;
    }
}
