using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

internal sealed class AdministratorMail(IAccountStore people, MailOutbox outbox, IOptions<AccountsOptions> options)
    : IAdministratorMail
{
    private const int PageSize = 200;

    public async Task TellAsync(
        OrganisationId organisation,
        Permissions concerned,
        Notice notice,
        CancellationToken cancellation
    )
    {
        if (!outbox.IsConfigured || options.Value.PublicUrl is not { } address)
            return;
        var link = new Uri(address, notice.Path);
        var told = 0;
        UserId? after = null;
        IReadOnlyList<Person> page;
        do
        {
            page = await people.ListAsync(organisation, after, PageSize, cancellation);
            foreach (var person in page.Where(person => IsConcerned(person, concerned)))
            {
                if (told++ == IAdministratorMail.PeopleMax)
                    return;
                outbox.Post(To(person, notice, link));
            }

            after = page.Count == 0 ? null : page[^1].Id;
        } while (page.Count == PageSize);
    }

    private static bool IsConcerned(Person person, Permissions concerned) =>
        person is { SuspendedAt: null, Access: null } && person.Role.Allows(concerned);

    private static Mail To(Person person, Notice notice, Uri link) =>
        new(
            person.Email,
            notice.Subject,
            $"""
            Hello {person.Name},

            {notice.Text}

            {link.AbsoluteUri}
            """
        );
}
