using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Firstlight.Webhooks;

/// <summary>What is measured of deliveries. Addresses of receivers are neither labels nor in spans: they may hold secrets.</summary>
internal sealed class WebhookMetrics : IDisposable
{
    /// <summary>Of the meter and of the activity source.</summary>
    public const string Name = "Firstlight.Webhooks";

    private const string Outcome = "firstlight.outcome";

    private readonly Histogram<double> _attempts;
    private readonly ActivitySource _source = new(Name);

    public WebhookMetrics(IMeterFactory meters) =>
        _attempts = meters
            .Create(Name)
            .CreateHistogram<double>(
                "firstlight.webhooks.attempt.duration",
                "s",
                "What receivers took for a message: delivered, waiting for another attempt, or dead"
            );

    /// <summary>The span of one attempt; null when nobody listens.</summary>
    public Activity? Begin(TakenDelivery taken) =>
        _source
            .StartActivity("webhook delivery", ActivityKind.Client)
            ?.SetTag("firstlight.webhook.id", taken.Webhook.Id.Value)
            .SetTag("firstlight.delivery.attempt", taken.Delivery.Attempts);

    public void Ended(Activity? span, Attempt attempt, DeliveryState state)
    {
        var outcome = Words(state);
        _attempts.Record(attempt.Elapsed.TotalSeconds, new KeyValuePair<string, object?>(Outcome, outcome));
        if (span is null)
            return;
        span.SetTag(Outcome, outcome).SetTag("http.response.status_code", attempt.Status);
        if (!attempt.Succeeded)
            span.SetStatus(ActivityStatusCode.Error);
    }

    public void Dispose() => _source.Dispose();

    private static string Words(DeliveryState state) =>
        state switch
        {
            DeliveryState.Delivered => "delivered",
            DeliveryState.Dead => "dead",
            _ => "waiting",
        };
}
