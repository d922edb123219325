using System.Threading.Channels;
using Firstlight.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts.Tests.Mail;

public sealed class MailOutboxTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Accounts.Mail Letter = new("ann@example.com", "Hello", "secret link");

    private readonly ManualTime _time = new();
    private readonly ScriptedTransport _transport = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly MailOutbox _outbox;
    private Task _running = Task.CompletedTask;

    public MailOutboxTests() =>
        _outbox = new MailOutbox(
            _transport,
            Options.Create(
                new MailOptions
                {
                    Host = "mail.example.com",
                    WaitingMax = 2,
                    AttemptsMax = 4,
                }
            ),
            _time,
            NullLogger<MailOutbox>.Instance
        );

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
        _outbox.Dispose();
    }

    [Fact]
    public async Task A_mail_goes_out_as_soon_as_it_is_posted()
    {
        Run();
        _outbox.Post(Letter);

        (await _transport.AttemptAsync()).ShouldBe(Letter);
        await UntilAsync(() => _outbox.State.LastSentAt == _time.GetUtcNow());
        _outbox.State.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task Each_further_attempt_waits_four_times_as_long_until_the_outbox_gives_up()
    {
        _transport.Fault = new MailNotSentException("away", isFinal: false);
        Run();
        _outbox.Post(Letter);
        await _transport.AttemptAsync();

        foreach (var seconds in new[] { 5, 20, 80 })
        {
            // A clock that moves before the wait has begun would be late for it.
            await UntilAsync(() =>
                _outbox.State is { Waiting: 1, LastFailure.GaveUp: false } && _time.WaitingTimers == 1
            );
            _time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
            _transport.HasAttempt.ShouldBeFalse($"before {seconds} s are over");
            _time.Advance(TimeSpan.FromTicks(1));
            await _transport.AttemptAsync();
        }

        await UntilAsync(() => _outbox.State is { Waiting: 0, LastFailure.GaveUp: true });
    }

    [Fact]
    public async Task What_the_server_refuses_for_good_is_not_tried_again()
    {
        _transport.Fault = new MailNotSentException("550 no such mailbox", isFinal: true);
        Run();
        _outbox.Post(Letter);
        await _transport.AttemptAsync();

        await UntilAsync(() => _outbox.State.LastFailure is { GaveUp: true, Reason: "550 no such mailbox" });
        _outbox.State.Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task A_mail_that_cannot_be_sent_does_not_hold_up_the_next()
    {
        _transport.Fault = new MailNotSentException("greylisted", isFinal: false);
        Run();
        _outbox.Post(Letter);
        await _transport.AttemptAsync();
        await UntilAsync(() => _outbox.State.LastFailure is not null);
        _transport.Fault = null;
        _outbox.Post(Letter with { To = "bob@example.com" });

        (await _transport.AttemptAsync()).To.ShouldBe("bob@example.com");
    }

    [Fact]
    public void A_full_outbox_takes_no_more_and_says_so()
    {
        for (var mail = 0; mail < 3; mail++)
            _outbox.Post(Letter);

        _outbox.State.Waiting.ShouldBe(2);
        _outbox.State.LastFailure.ShouldNotBeNull().GaveUp.ShouldBeTrue();
    }

    [Fact]
    public void A_mail_never_prints_what_is_in_it() => $"{Letter}".ShouldBe("mail");

    private void Run() => _running = _outbox.RunAsync(_stopping.Token);

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        while (!condition())
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, patience.Token);
    }

    private sealed class ScriptedTransport : IMailTransport
    {
        private readonly Channel<Accounts.Mail> _attempts = Channel.CreateUnbounded<Accounts.Mail>();

        public MailNotSentException? Fault { get; set; }

        public bool HasAttempt => _attempts.Reader.TryPeek(out _);

        public async Task<Accounts.Mail> AttemptAsync() =>
            await _attempts
                .Reader.ReadAsync(TestContext.Current.CancellationToken)
                .AsTask()
                .WaitAsync(Patience, TestContext.Current.CancellationToken);

        public Task SendAsync(Accounts.Mail mail, CancellationToken cancellation)
        {
            _attempts.Writer.TryWrite(mail);
            return Fault is null ? Task.CompletedTask : Task.FromException(Fault);
        }
    }
}
