using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

/// <summary>SMTP by the platform's own client, one connection per mail (docs/decisions/0013).</summary>
internal sealed class SmtpTransport(IOptions<MailOptions> options, TimeProvider time) : IMailTransport
{
    public async Task SendAsync(Mail mail, CancellationToken cancellation)
    {
        var settings = options.Value;
        using var late = new CancellationTokenSource(settings.Timeout, time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            using var client = new SmtpClient(settings.Host, settings.Port)
            {
                EnableSsl = settings.Tls == MailTls.StartTls,
                Credentials = settings.User is null ? null : new NetworkCredential(settings.User, settings.Password),
            };
            using var message = new MailMessage(settings.From!, mail.To, mail.Subject, mail.Text)
            {
                BodyEncoding = Encoding.UTF8,
                SubjectEncoding = Encoding.UTF8,
                IsBodyHtml = false,
            };
            await client.SendMailAsync(message, ended.Token);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new MailNotSentException(
                $"{settings.Host}:{settings.Port} did not answer within {settings.Timeout.TotalSeconds:0} seconds.",
                isFinal: false,
                fault
            );
        }
        catch (SmtpException fault)
        {
            throw new MailNotSentException(Describe(settings, fault), IsFinal(fault.StatusCode), fault);
        }
        catch (FormatException fault)
        {
            throw new MailNotSentException("The address does not have a form that mail can be sent to.", true, fault);
        }
    }

    // A server's 5xx is its last word about this mail; 4xx and every trouble with the connection may pass.
    private static bool IsFinal(SmtpStatusCode status) => (int)status is >= 500 and < 600;

    private static string Describe(MailOptions settings, SmtpException fault) =>
        fault.InnerException is { } inner
            ? $"{settings.Host}:{settings.Port}: {inner.GetBaseException().Message}"
            : $"{settings.Host}:{settings.Port}: {fault.Message}";
}
