using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Systemd;

namespace Firstlight.Cloud;

/// <summary>
/// How the process is asked to end. The first SIGTERM or Ctrl-C makes it "not ready" and, while balancers take notice, changes
/// nothing else; then devices are let go (<see cref="Parting"/>), and the doors close. The same signal again ends the waiting; another one does not, because a terminal's Ctrl-C and
/// the SIGTERM of a script around us mean one stop.
/// </summary>
internal sealed class OrderlyStop : IHostLifetime, IHealthCheck, IDisposable
{
    private readonly IHostApplicationLifetime _host;
    private readonly Parting _parting;
    private readonly CancellationTokenSource _atOnce = new();
    private int _hasBegun;
    private readonly SystemdNotifier _serviceManager = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly ConcurrentDictionary<PosixSignal, bool> _asked = new();

    public OrderlyStop(IHostApplicationLifetime host, Parting parting)
    {
        _host = host;
        _parting = parting;
    }

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        foreach (var signal in new[] { PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT })
            _signals.Add(PosixSignalRegistration.Create(signal, OnSignal));
        return Task.CompletedTask;
    }

    /// <summary>Tells the service manager, if one started this process, that the doors are open.</summary>
    public void NoteReady() => _serviceManager.Notify(ServiceState.Ready);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    ) =>
        Task.FromResult(
            _asked.IsEmpty ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("this node is about to stop")
        );

    public void Dispose()
    {
        foreach (var signal in _signals)
            signal.Dispose();
        _atOnce.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        var isRepeated = !_asked.TryAdd(signal.Signal, true);
        if (!isRepeated)
            _serviceManager.Notify(ServiceState.Stopping);
        if (isRepeated || _parting.IsShort)
            _host.StopApplication();
        else if (Interlocked.Exchange(ref _hasBegun, 1) == 0)
            _ = PartAsync();
    }

    private async Task PartAsync()
    {
        // However the stop comes, told again or declared gone: it waits for no device.
        await using var stopping = _host.ApplicationStopping.UnsafeRegister(
            static source => ((CancellationTokenSource)source!).Cancel(),
            _atOnce
        );
        await _parting.RunAsync(_atOnce.Token);
        _host.StopApplication();
    }
}
