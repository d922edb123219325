namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>One of several nodes with a collector, whose broker dies and comes back. It is over when the tests look.</summary>
public sealed class ObservedNode : IAsyncLifetime
{
    private OtlpReceiver? _collector;

    internal OtlpReceiver Collector => _collector!;

    /// <summary>What was measured while the broker was away: connected, and reconnects.</summary>
    public (double? Connected, double? Reconnects) WithoutBroker { get; private set; }

    /// <summary>The same when it had come back.</summary>
    public (double? Connected, double? Reconnects) BackAgain { get; private set; }

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        _collector = await OtlpReceiver.StartAsync(cancellation);
        await using var installation = await SharedInstallation.StartAsync(cancellation);
        await using var broker = await RabbitProcess.StartAsync(cancellation);
        var variables = installation.Variables;
        variables["FIRSTLIGHT_RABBITMQ"] = broker.Address.ToString();
        variables["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        await using var node = await CloudProcess.StartAsync(
            installation.DataOf("north"),
            variables,
            cancellation,
            "--node",
            "north",
            "--otlp",
            _collector.Address
        );

        await BecomesAsync(1, cancellation);
        await broker.KillAsync();
        await BecomesAsync(0, cancellation);
        WithoutBroker = (Measured("connected"), Measured("reconnects"));
        await broker.StartAgainAsync(cancellation);
        await BecomesAsync(1, cancellation);
        BackAgain = (Measured("connected"), Measured("reconnects"));
        (await node.TerminateAsync(cancellation)).ShouldBe(0, node.Output);
    }

    public async ValueTask DisposeAsync()
    {
        if (_collector is not null)
            await _collector.DisposeAsync();
    }

    private double? Measured(string what) => Collector.Value($"firstlight.cluster.broker.{what}");

    private Task BecomesAsync(double connected, CancellationToken cancellation) =>
        Until.TrueAsync(() => Measured("connected") == connected, $"connected is {connected}", cancellation);
}
