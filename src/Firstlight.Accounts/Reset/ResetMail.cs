namespace Firstlight.Accounts;

/// <summary>The words of the mail.</summary>
internal static class ResetMail
{
    public static Mail To(Person person, Uri link, AccountsOptions options) =>
        new(
            person.Email,
            "Choose a new password",
            $"""
            Hello {person.Name},

            somebody, probably you, asked for a new password for this address at
            {options.PublicUrl}.

            Choose it here, within {Describe(options.ResetLinkLifetime)}; the link works once:

            {link.AbsoluteUri}

            If it was not you, do nothing: your password stays as it is.
            """
        );

    private static string Describe(TimeSpan span) =>
        span < TimeSpan.FromHours(2) ? $"{span.TotalMinutes:0} minutes" : $"{span.TotalHours:0} hours";
}
