using System.Diagnostics.Tracing;

namespace Firstlight.Cloud;

/// <summary>Says in the log, once until the next start, that a collector does not take what it is sent; the library itself keeps silent.</summary>
internal sealed class TelemetryFaults(ILogger logger) : EventListener
{
    private const string Exporter = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    private int _said;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Exporter)
            EnableEvents(eventSource, EventLevel.Warning);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (Interlocked.Exchange(ref _said, 1) == 0)
            Log.CollectorAway(logger, eventData.EventName ?? "no name");
    }
}
