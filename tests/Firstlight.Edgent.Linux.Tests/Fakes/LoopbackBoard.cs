using System.Net;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent.Linux.Tests.Fakes;

/// <summary>A whole device behind a real radio, whose access point has this machine's own address.</summary>
internal sealed class LoopbackBoard : IRadio
{
    public const string Token = "0123456789abcdefghijklmnopqrs-_Z";

    private readonly IRadio _radio;
    private readonly TaskCompletionSource _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LoopbackBoard(IRadio radio)
    {
        _radio = radio;
        var rest = new SilentBoard();
        var options = new EdgentOptions
        {
            TemplateId = "TMPL12345678",
            TemplateName = "Thermostat",
            FirmwareVersion = "1.0.0",
            Link = EdgentLink.Plain,
            Timings = new EdgentTimings
            {
                SwitchDelay = TimeSpan.FromMilliseconds(100),
                RetryPauseFirst = TimeSpan.FromMilliseconds(50),
                SuccessLinger = TimeSpan.FromSeconds(2),
            },
        };
        Device = new EdgentBuilder(options).Build(
            new EdgentPorts
            {
                Radio = this,
                Store = rest,
                Button = rest,
                Light = rest,
                Updater = rest,
                Restart = rest,
                Cloud = new TcpCloudConnector(),
                Entropy = rest,
            }
        );
    }

    public EdgentDevice Device { get; }

    public RadioFacts Facts => _radio.Facts;

    /// <summary>Done when its access point is open.</summary>
    public Task RaisedAsync(CancellationToken cancellation) => _raised.Task.WaitAsync(cancellation);

    public void Listen(Action<RadioNotice> heard) => _radio.Listen(heard);

    public Task<IReadOnlyList<WifiScanEntry>> ScanAsync(CancellationToken cancellation) =>
        _radio.ScanAsync(cancellation);

    public async Task RaiseAccessPointAsync(
        AccessPoint accessPoint,
        Edgent.Portal portal,
        CancellationToken cancellation
    )
    {
        await _radio.RaiseAccessPointAsync(accessPoint with { Address = IPAddress.Loopback }, portal, cancellation);
        _raised.TrySetResult();
    }

    public Task LowerAccessPointAsync(CancellationToken cancellation) => _radio.LowerAccessPointAsync(cancellation);

    public Task<JoinResult> JoinAsync(JoinRequest request, CancellationToken cancellation) =>
        _radio.JoinAsync(request, cancellation);

    public Task LeaveAsync(CancellationToken cancellation) => _radio.LeaveAsync(cancellation);
}
