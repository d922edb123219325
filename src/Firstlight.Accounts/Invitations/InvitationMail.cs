namespace Firstlight.Accounts;

/// <summary>The words of the mail.</summary>
internal static class InvitationMail
{
    public static Mail To(Invitation invitation, Organisation organisation, string inviter, Uri link) =>
        new(
            invitation.Email,
            $"Come to {organisation.Name}",
            $"""
            Hello {invitation.Name},

            {inviter} invites you to {organisation.Name}. Choose a password here, until
            {invitation.ExpiresAt:yyyy-MM-dd}; the link works once:

            {link.AbsoluteUri}

            If you do not know what this is about, do nothing: without you there will be
            no account.
            """
        );
}
