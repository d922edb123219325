using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>How mail fares, for the operator.</summary>
/// <param name="IsConfigured">There is a mail server to talk to.</param>
/// <param name="Server">Which, without its password; null without one.</param>
/// <param name="From">The sender's address.</param>
/// <param name="Waiting">Mails that wait to be sent, or sent again.</param>
/// <param name="LastSentAt">When the server took the last one.</param>
/// <param name="LastFailure">The last failure since the start.</param>
public sealed record MailState(
    bool IsConfigured,
    string? Server,
    string? From,
    int Waiting,
    DateTimeOffset? LastSentAt,
    MailFailure? LastFailure
);

/// <summary>A mail that was not sent.</summary>
/// <param name="At">When.</param>
/// <param name="Reason">The server's words, or ours.</param>
/// <param name="GaveUp">It will not be tried again.</param>
public sealed record MailFailure(DateTimeOffset At, string Reason, bool GaveUp);

/// <summary>Mail, as the operator sees it.</summary>
public interface IMailOutbox
{
    /// <summary>How it fares now.</summary>
    MailState State { get; }

    /// <summary>Sends one mail to <paramref name="address"/> at once and tells how it went.</summary>
    Task<Outcome<Done>> TryOutAsync(string address, CancellationToken cancellation);
}
