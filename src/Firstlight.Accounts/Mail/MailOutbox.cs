using Firstlight.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

/// <summary>
/// Mails on their way out: bounded, in memory, because a mail may hold a link whose secret is nowhere on disk. Who posts
/// never waits and never fails; a mail that cannot be sent is tried again with longer and longer pauses.
/// </summary>
internal sealed class MailOutbox(
    IMailTransport transport,
    IOptions<MailOptions> options,
    TimeProvider time,
    ILogger<MailOutbox> logger
) : IMailOutbox, IDisposable
{
    private const int PauseFactor = 4;

    private static readonly Refusal NotConfigured = new(
        RefusalKind.Conflict,
        "mail_not_configured",
        "There is no mail server. Start the cloud with --smtp-host; see docs/operate/mail.md."
    );

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Waiting, DateTimeOffset> _waiting = new();
    private readonly SemaphoreSlim _posted = new(0);
    private DateTimeOffset? _lastSentAt;
    private MailFailure? _lastFailure;

    public bool IsConfigured => options.Value.Host is not null;

    public MailState State
    {
        get
        {
            var settings = options.Value;
            var server = settings.Host is null ? null : $"{settings.Host}:{settings.Port}";
            lock (_gate)
                return new MailState(IsConfigured, server, settings.From, _waiting.Count, _lastSentAt, _lastFailure);
        }
    }

    public void Post(Mail mail)
    {
        lock (_gate)
        {
            if (_waiting.Count < options.Value.WaitingMax)
            {
                _waiting.Enqueue(new Waiting(mail, Attempts: 0), time.GetUtcNow());
                _posted.Release();
                return;
            }
        }

        Fail("Too many mails wait already; this one was not taken.", gaveUp: true);
    }

    public async Task<Outcome<Done>> TryOutAsync(string address, CancellationToken cancellation)
    {
        if (!IsConfigured)
            return NotConfigured;
        try
        {
            await transport.SendAsync(
                new Mail(address, "Mail works", "This Firstlight can send mail. You asked it to try."),
                cancellation
            );
            NoteSent();
            return default(Done);
        }
        catch (MailNotSentException fault)
        {
            Fail(fault.Message, gaveUp: true);
            return new Refusal(RefusalKind.Conflict, "mail_not_sent", $"The mail was not sent. {fault.Message}");
        }
    }

    public void Dispose() => _posted.Dispose();

    /// <summary>Sends what is due until <paramref name="stopping"/>.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            if (TakeDue(out var next) is { } due)
                await SendAsync(due, stopping);
            else
                await WaitAsync(next, stopping);
        }
    }

    private Waiting? TakeDue(out DateTimeOffset? next)
    {
        lock (_gate)
        {
            next = _waiting.TryPeek(out _, out var due) ? due : null;
            return next <= time.GetUtcNow() ? _waiting.Dequeue() : null;
        }
    }

    // Until a mail is posted, or until the first one that waits is due.
    private async Task WaitAsync(DateTimeOffset? next, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var posted = _posted.WaitAsync(over.Token);
        var due = time.WaitUntilAsync(next, over.Token);
        await Task.WhenAny(posted, due);
        await over.CancelAsync();
        await ((Task)posted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await due.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task SendAsync(Waiting due, CancellationToken stopping)
    {
        try
        {
            await transport.SendAsync(due.Mail, stopping);
            NoteSent();
        }
        catch (MailNotSentException fault)
        {
            var attempts = due.Attempts + 1;
            var gaveUp = fault.IsFinal || attempts >= options.Value.AttemptsMax;
            if (!gaveUp)
                Again(due.Mail, attempts);
            Fail(fault.Message, gaveUp);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The cloud stops; whoever waits for this mail asks again.
            Fail("The cloud stopped before the mail was sent.", gaveUp: true);
        }
    }

    private void Again(Mail mail, int attempts)
    {
        var pause = options.Value.FirstPause * Math.Pow(PauseFactor, attempts - 1);
        lock (_gate)
            _waiting.Enqueue(new Waiting(mail, attempts), time.GetUtcNow() + pause);
    }

    private void NoteSent()
    {
        lock (_gate)
            _lastSentAt = time.GetUtcNow();
    }

    private void Fail(string reason, bool gaveUp)
    {
        Log.MailNotSent(logger, reason, gaveUp);
        lock (_gate)
            _lastFailure = new MailFailure(time.GetUtcNow(), reason, gaveUp);
    }

    private sealed record Waiting(Mail Mail, int Attempts);
}
