using System.Reflection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Firstlight.Cloud;

/// <summary>
/// Metrics and traces by OTLP, when the operator names a collector (docs/operate/observe.md). Without one nothing listens, and what the
/// rooms measure costs next to nothing.
/// </summary>
internal sealed class Telemetry(OperationSettings settings, ILogger<Telemetry> logger) : IHostedService, IDisposable
{
    /// <summary>Our own, and those of the platform whose labels have a bound and hold nothing of a request's path or query.</summary>
    public static readonly IReadOnlyList<string> Meters =
    [
        OurNames,
        "System.Runtime",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
    ];

    private const string OurNames = "Firstlight.*";
    private const string ServiceName = "firstlight-cloud";
    private const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string GrpcWord = "grpc";

    /// <summary>What is on its way when the cloud stops has so long to arrive.</summary>
    private const int FlushMilliseconds = 3_000;

    private TelemetryFaults? _faults;
    private MeterProvider? _meters;
    private TracerProvider? _tracers;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var hasMetrics = settings.IsNamed(OperationSettings.MetricsVariable);
        var hasTraces = settings.IsNamed(OperationSettings.TracesVariable);
        if (hasMetrics || hasTraces)
            _faults = new TelemetryFaults(logger);
        if (hasMetrics)
            _meters = Sdk.CreateMeterProviderBuilder()
                .SetResourceBuilder(Resource())
                .AddMeter([.. Meters])
                .AddOtlpExporter(exporter => Configure(exporter, "v1/metrics", OperationSettings.MetricsVariable))
                .Build();
        if (hasTraces)
            _tracers = Sdk.CreateTracerProviderBuilder()
                .SetResourceBuilder(Resource())
                .AddSource(OurNames)
                .AddOtlpExporter(exporter => Configure(exporter, "v1/traces", OperationSettings.TracesVariable))
                .Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _meters?.Shutdown(FlushMilliseconds);
        _tracers?.Shutdown(FlushMilliseconds);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _meters?.Dispose();
        _tracers?.Dispose();
        _faults?.Dispose();
    }

    /// <summary>What is not said here, the library takes from its own variables: headers, intervals, limits.</summary>
    private void Configure(OtlpExporterOptions exporter, string path, string variable)
    {
        var isGrpc = Environment.GetEnvironmentVariable(ProtocolVariable) is GrpcWord;
        exporter.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
        if (settings.Otlp is { } collector)
            exporter.Endpoint = isGrpc ? collector : new Uri($"{collector.AbsoluteUri.TrimEnd('/')}/{path}");
        // The library reads this one only where it owns both providers.
        else if (Uri.TryCreate(Environment.GetEnvironmentVariable(variable), UriKind.Absolute, out var alone))
            exporter.Endpoint = alone;
    }

    private static ResourceBuilder Resource() =>
        ResourceBuilder
            .CreateEmpty()
            .AddTelemetrySdk()
            .AddService(ServiceName, serviceVersion: Version(), serviceInstanceId: Environment.MachineName)
            .AddEnvironmentVariableDetector();

    private static string? Version() =>
        typeof(Telemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
