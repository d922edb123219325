using System.Collections.Concurrent;
using Firstlight.Core;
using Firstlight.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts.Tests.Mail;

/// <summary>A notice goes to those who can do something about it, and to nobody else.</summary>
public sealed class AdministratorMailTests : IMailTransport, IDisposable
{
    private static readonly OrganisationId Elsewhere = new(2);
    private static readonly Notice Notice = new("Look", "something happened.", "/console/settings?tab=webhooks");

    private readonly MemoryAccountStore _people = new();
    private readonly ConcurrentQueue<Accounts.Mail> _sent = [];
    private readonly MailOutbox _outbox;
    private readonly AdministratorMail _mail;

    public AdministratorMailTests()
    {
        var server = Options.Create(new MailOptions { Host = "mail.example.com" });
        _outbox = new MailOutbox(this, server, new ManualTime(), NullLogger<MailOutbox>.Instance);
        var accounts = new AccountsOptions { PublicUrl = new Uri("https://cloud.example/") };
        _mail = new AdministratorMail(_people, _outbox, Options.Create(accounts));
    }

    [Fact]
    public async Task Those_who_may_mend_it_are_told_and_those_who_may_not_are_not()
    {
        await AddAsync("ann@example.com", Role.Admin);
        await AddAsync("staff@example.com", Role.Staff);
        await AddAsync("gone@example.com", Role.Admin, person => person.SuspendedAt = DateTimeOffset.UnixEpoch);
        await AddAsync("other@example.com", Role.Admin, person => person.Organisation = Elsewhere);

        await TellAsync();

        (await SentAsync(1)).ShouldHaveSingleItem().ShouldBe("ann@example.com");
        _sent
            .Single()
            .Text.ShouldBe(
                """
                Hello ann@example.com,

                something happened.

                https://cloud.example/console/settings?tab=webhooks
                """
            );
    }

    [Fact]
    public async Task Twenty_are_enough()
    {
        for (var person = 0; person < 30; person++)
            await AddAsync($"a{person:00}@example.com", Role.Admin);

        await TellAsync();

        _outbox.State.Waiting.ShouldBe(IAdministratorMail.PeopleMax);
    }

    public void Dispose() => _outbox.Dispose();

    Task IMailTransport.SendAsync(Accounts.Mail mail, CancellationToken cancellation)
    {
        _sent.Enqueue(mail);
        return Task.CompletedTask;
    }

    private Task TellAsync() =>
        _mail.TellAsync(OrganisationId.Root, Permissions.ManageWebhooks, Notice, TestContext.Current.CancellationToken);

    private Task AddAsync(string email, Role role, Action<Person>? change = null)
    {
        var person = new Person
        {
            Organisation = OrganisationId.Root,
            Email = email,
            NormalizedEmail = email,
            Name = email,
            Role = role,
        };
        change?.Invoke(person);
        return _people.TryInsertAsync(person, TestContext.Current.CancellationToken);
    }

    private async Task<IReadOnlyList<string>> SentAsync(int count)
    {
        _outbox.State.Waiting.ShouldBe(count);
        using var stopping = new CancellationTokenSource();
        var running = _outbox.RunAsync(stopping.Token);
        SpinWait.SpinUntil(() => _sent.Count >= count, TimeSpan.FromSeconds(10)).ShouldBeTrue();
        await stopping.CancelAsync();
        await running;
        return [.. _sent.Select(mail => mail.To)];
    }
}
