using Firstlight.Core;

namespace Firstlight.Accounts;

/// <summary>Something that those who look after an organisation should know. It goes by mail: no secret in it.</summary>
/// <param name="Subject">A few words.</param>
/// <param name="Text">What happened and what to do, in lines of a mail.</param>
/// <param name="Path">The page where it is done.</param>
public sealed record Notice(string Subject, string Text, string Path);

/// <summary>Mail to those who look after an organisation.</summary>
public interface IAdministratorMail
{
    /// <summary>Mails that one notice makes at most.</summary>
    public const int PeopleMax = 20;

    /// <summary>
    /// Posts the notice to the people of the organisation who have <paramref name="concerned"/> and are not suspended, the longest there first.
    /// Without a mail server nothing happens.
    /// </summary>
    /// <exception cref="StorageUnavailableException">Nobody knows now who they are.</exception>
    Task TellAsync(OrganisationId organisation, Permissions concerned, Notice notice, CancellationToken cancellation);
}
