using System.Threading.Channels;
using Firstlight.Accounts;

namespace Firstlight.Api.Tests.Support;

/// <summary>A mail server that keeps what it gets, or says why it will not.</summary>
public sealed class CapturedMail : IMailTransport
{
    private readonly Channel<Mail> _taken = Channel.CreateUnbounded<Mail>();

    public MailNotSentException? Fault { get; set; }

    public Task SendAsync(Mail mail, CancellationToken cancellation)
    {
        if (Fault is { } fault)
            throw fault;
        return _taken.Writer.WriteAsync(mail, cancellation).AsTask();
    }

    public Task<Mail> NextAsync(CancellationToken cancellation) =>
        _taken.Reader.ReadAsync(cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(10), cancellation);
}
