using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Firstlight.Activation;

/// <summary>What is measured of activations: a histogram, and a span for each provisioning session with its steps.</summary>
internal sealed class ActivationMetrics : IDisposable
{
    /// <summary>Of the meter and of the activity source.</summary>
    public const string Name = "Firstlight.Activation";

    private const string Outcome = "firstlight.outcome";
    private const string ErrorType = "error.type";

    /// <summary>In seconds. A good activation takes one to five minutes; a token may wait for a week.</summary>
    private static readonly double[] Buckets = [1, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600, 86_400, 604_800];

    private readonly Histogram<double> _sessions;
    private readonly ActivitySource _source = new(Name);

    public ActivationMetrics(IMeterFactory meters) =>
        _sessions = meters
            .Create(Name)
            .CreateHistogram(
                "firstlight.activation.session.duration",
                "s",
                "From a token that was handed out until its session ended, by outcome",
                tags: null,
                new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets }
            );

    /// <summary>The session is final, and on disk as such.</summary>
    public void Ended(ProvisioningSession session)
    {
        var endedAt = session.EndedAt ?? session.Steps[^1].At;
        var outcome = new KeyValuePair<string, object?>(Outcome, Words(session.State));
        var cause = new KeyValuePair<string, object?>(ErrorType, session.Failure?.Cause ?? "");
        var elapsed = (endedAt - session.CreatedAt).TotalSeconds;
        if (session.Failure is null)
            _sessions.Record(elapsed, outcome);
        else
            _sessions.Record(elapsed, outcome, cause);
        Trace(session, endedAt, outcome, cause);
    }

    public void Dispose() => _source.Dispose();

    /// <summary>
    /// One span from the token to the end, told when it is over: a session lasts longer than processes do, and its timeline is on disk.
    /// </summary>
    private void Trace(
        ProvisioningSession session,
        DateTimeOffset endedAt,
        KeyValuePair<string, object?> outcome,
        KeyValuePair<string, object?> cause
    )
    {
        if (!_source.HasListeners())
            return;
        // A trace of its own: whatever request ends a session began long after it.
        var around = Activity.Current;
        Activity.Current = null;
        using (
            var span = _source.StartActivity(
                "provisioning session",
                ActivityKind.Internal,
                parentContext: default,
                startTime: session.CreatedAt
            )
        )
            Describe(span, session, endedAt, outcome, cause);
        Activity.Current = around;
    }

    private static void Describe(
        Activity? span,
        ProvisioningSession session,
        DateTimeOffset endedAt,
        KeyValuePair<string, object?> outcome,
        KeyValuePair<string, object?> cause
    )
    {
        if (span is null)
            return;
        span.SetTag("firstlight.session.id", session.Id.Value);
        span.SetTag("firstlight.device.id", session.Device.Value);
        span.SetTag(outcome.Key, outcome.Value);
        foreach (var step in session.Steps)
            span.AddEvent(new ActivityEvent(step.Name, step.At));
        if (session.Failure is { } failure)
            span.SetTag(cause.Key, cause.Value).SetStatus(ActivityStatusCode.Error, failure.Reason);
        span.SetEndTime(endedAt.UtcDateTime);
    }

    private static string Words(ProvisioningState state) =>
        state switch
        {
            ProvisioningState.Succeeded => "succeeded",
            ProvisioningState.Failed => "failed",
            ProvisioningState.Cancelled => "cancelled",
            ProvisioningState.Expired => "expired",
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "A session that is not over."),
        };
}
