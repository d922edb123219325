namespace Firstlight.Activation;

/// <summary>Settings of activation.</summary>
public sealed class ActivationOptions
{
    /// <summary>How long an unused token lives. Default 7 days, 1 second to 366 days.</summary>
    public TimeSpan PendingTokenLifetime { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How often expired sessions are ended even if nobody asks. Default 30 seconds.</summary>
    public TimeSpan ExpirySweepInterval { get; set; } = TimeSpan.FromSeconds(30);
}
