using System.ComponentModel.DataAnnotations;

namespace Firstlight.Accounts;

/// <summary>How to talk to the mail server.</summary>
public enum MailTls
{
    /// <summary>In the clear; for a server on this machine.</summary>
    None,

    /// <summary>The connection is encrypted before anything is said (STARTTLS), or nothing is sent.</summary>
    StartTls,
}

/// <summary>The mail server. Without <see cref="Host"/> there is no mail.</summary>
public sealed class MailOptions
{
    /// <summary>Its name or address.</summary>
    public string? Host { get; set; }

    /// <summary>Its port. Default 587.</summary>
    [Range(1, 65_535)]
    public int Port { get; set; } = 587;

    /// <summary>How to talk to it. Default <see cref="MailTls.StartTls"/>.</summary>
    public MailTls Tls { get; set; } = MailTls.StartTls;

    /// <summary>Who to sign in as; null: nobody.</summary>
    public string? User { get; set; }

    /// <summary>The password of <see cref="User"/>.</summary>
    public string? Password { get; set; }

    /// <summary>The sender's address.</summary>
    public string? From { get; set; }

    /// <summary>How long one attempt may take. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause before the second attempt; each further one is four times as long. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Attempts per mail: with the default of 6 the last one is about half an hour after the first.</summary>
    [Range(1, 20)]
    public int AttemptsMax { get; set; } = 6;

    /// <summary>Mails that wait at most; further ones are not taken, which the operator sees. Default 500.</summary>
    [Range(1, 100_000)]
    public int WaitingMax { get; set; } = 500;
}
