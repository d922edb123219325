using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting.Systemd;

namespace Firstlight.Cloud;

/// <summary>
/// How the process is asked to end. The first SIGTERM or Ctrl-C makes it "not ready" and, while balancers take notice, changes
/// nothing else; then the doors close. The same signal again ends the waiting; another one does not, because a terminal's Ctrl-C and
/// the SIGTERM of a script around us mean one stop.
/// </summary>
internal sealed class OrderlyStop : IHostLifetime, IHealthCheck, IDisposable
{
    private readonly IHostApplicationLifetime _host;
    private readonly TimeSpan _delay;
    private readonly ITimer _due;
    private readonly SystemdNotifier _serviceManager = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private readonly ConcurrentDictionary<PosixSignal, bool> _asked = new();

    public OrderlyStop(IHostApplicationLifetime host, CloudOptions options, TimeProvider time)
    {
        _host = host;
        _delay = options.Operation.DrainDelay;
        _due = time.CreateTimer(
            static host => ((IHostApplicationLifetime)host!).StopApplication(),
            host,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
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
        _due.Dispose();
    }

    private void OnSignal(PosixSignalContext signal)
    {
        signal.Cancel = true;
        var isRepeated = !_asked.TryAdd(signal.Signal, true);
        if (!isRepeated)
            _serviceManager.Notify(ServiceState.Stopping);
        if (isRepeated || _delay == TimeSpan.Zero)
            _host.StopApplication();
        else
            _due.Change(_delay, Timeout.InfiniteTimeSpan);
    }
}
