namespace Firstlight.Accounts;

/// <summary>One mail in plain text.</summary>
public sealed record Mail(string To, string Subject, string Text)
{
    /// <summary>Redacted: a mail may hold a link that lets somebody in.</summary>
    public override string ToString() => "mail";
}

/// <summary>Hands a mail to a mail server.</summary>
public interface IMailTransport
{
    /// <summary>Ends when the server has taken the mail.</summary>
    /// <exception cref="MailNotSentException">It did not.</exception>
    Task SendAsync(Mail mail, CancellationToken cancellation);
}

/// <summary>A mail server did not take a mail; the message says why, in its own words, and holds nothing of the mail.</summary>
public sealed class MailNotSentException(string message, bool isFinal, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The same mail will be refused again.</summary>
    public bool IsFinal { get; } = isFinal;
}
