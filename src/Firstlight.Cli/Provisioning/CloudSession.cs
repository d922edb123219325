using System.Text.Json;
using Firstlight.Cli.Cloud;
using Firstlight.Cli.Output;

namespace Firstlight.Cli.Provisioning;

/// <summary>Our side of one provisioning session in the cloud: the token, reports, and watching it.</summary>
internal sealed class CloudSession(CloudClient cloud, JsonElement issued, TimeProvider time)
{
    // What we add to the device's own time is half of it on average.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan ReportTimeout = TimeSpan.FromSeconds(3);

    private readonly string _path = $"/provisioning/sessions/{issued.Text("id")}";

    private readonly long _issuedAt = time.GetTimestamp();
    private DateTimeOffset? _firstStepAt;

    public string Id => issued.Text("id");

    /// <summary>Since we got the token, by our clock.</summary>
    public TimeSpan SinceIssued => time.GetElapsedTime(_issuedAt);

    /// <summary>The secret; for the device, and for the screen only when asked.</summary>
    public string Token => issued.Text("token");

    /// <summary>What a person types on the device's own page; a secret like the token, and made to be shown.</summary>
    public string Code => issued.Text("code");

    public string Host => issued.Text("host");

    public int? Port => issued.Text("port") is { Length: > 0 } port ? int.Parse(port) : null;

    public int? TlsPort => issued.Text("tlsPort") is { Length: > 0 } port ? int.Parse(port) : null;

    /// <summary>From the session's first step to <paramref name="step"/>, by the cloud's clock.</summary>
    public TimeSpan SinceStart(JsonElement step)
    {
        if (!DateTimeOffset.TryParse(step.Text("at"), out var at))
            return TimeSpan.Zero;
        _firstStepAt ??= at;
        return at - _firstStepAt.Value;
    }

    /// <summary>Asks the cloud for a token. On its disk when this returns.</summary>
    public static async Task<CloudSession> StartAsync(
        CloudClient cloud,
        string? templateId,
        long? deviceId,
        TimeProvider time,
        CancellationToken cancellation
    ) => new(cloud, await cloud.PostAsync("/provisioning/sessions", new { templateId, deviceId }, cancellation), time);

    /// <summary>Reads the session until it has ended, showing each step once.</summary>
    /// <remarks>While this computer changes networks the cloud is out of sight; that is waited out.</remarks>
    public async Task<SessionView> WatchAsync(Action<JsonElement> stepSeen, CancellationToken cancellation)
    {
        var shown = 0;
        while (true)
        {
            if (await TryReadAsync(cancellation) is { } session)
            {
                var steps = session.Steps;
                for (; shown < steps.Count; shown++)
                    stepSeen(steps[shown]);
                if (session.HasEnded)
                    return session;
            }

            await Task.Delay(PollInterval, time, cancellation);
        }
    }

    /// <summary>Tells the cloud what only we can see.</summary>
    /// <returns>False when the cloud could not be told now. A refusal counts as told: the session has ended already.</returns>
    public async Task<bool> TryReportAsync(string step, int? errorCode, string? detail, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource(ReportTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            await cloud.PostAsync(
                _path + "/reports",
                new
                {
                    step,
                    errorCode,
                    detail,
                },
                either.Token
            );
            return true;
        }
        catch (CommandFailure refused) when (refused.ExitCode is ExitCodes.Refused)
        {
            return true;
        }
        catch (CommandFailure untold) when (untold.ExitCode is ExitCodes.CloudUnreachable or ExitCodes.CloudUnavailable)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Ends the session, so that its token is dead.</summary>
    /// <returns>False when the cloud could not be told.</returns>
    public async Task<bool> TryCancelAsync()
    {
        // The command itself is being stopped: only this limit counts.
        using var deadline = new CancellationTokenSource(ReportTimeout, time);
        try
        {
            await cloud.SendAsync(HttpMethod.Post, _path + "/cancel", null, deadline.Token);
            return true;
        }
        catch (Exception untold) when (untold is CommandFailure or OperationCanceledException)
        {
            return false;
        }
    }

    private async Task<SessionView?> TryReadAsync(CancellationToken cancellation)
    {
        try
        {
            return new SessionView(await cloud.GetAsync(_path, cancellation));
        }
        catch (CommandFailure away) when (away.ExitCode is ExitCodes.CloudUnreachable or ExitCodes.CloudUnavailable)
        {
            return null;
        }
    }
}
