using System.ComponentModel.DataAnnotations;

namespace Firstlight.Webhooks;

/// <summary>Settings of the webhooks.</summary>
public sealed class WebhookOptions
{
    /// <summary>
    /// Lets webhooks reach loopback and private addresses, there also by plain HTTP. For a cloud whose receivers are in its own network.
    /// Link-local addresses, where clouds keep their metadata, stay out of reach. Default false.
    /// </summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>How long one attempt may take, from the name to the last byte. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Attempts under way at once, over all webhooks; each webhook has one. Default 128.</summary>
    [Range(1, 10_000)]
    public int AttemptsAtOnceMax { get; set; } = 128;

    /// <summary>The pause before the second attempt; each further one is three times as long. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause between two attempts. Default 4 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan PauseMax { get; set; } = TimeSpan.FromHours(4);

    /// <summary>The longest pause that a receiver may ask for by Retry-After. Default one hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan RetryAfterMax { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Attempts per message. Default 12: with the pauses above they take about 23 hours.</summary>
    [Range(1, 100)]
    public int AttemptsMax { get; set; } = 12;

    /// <summary>When a message that was not taken is given up, however few attempts there were. Default 24 hours.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromHours(24);

    /// <summary>After how long without one taken message a webhook is switched off. Default 3 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan DisableAfter { get; set; } = TimeSpan.FromDays(3);
}
