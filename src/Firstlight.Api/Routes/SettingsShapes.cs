using Firstlight.Accounts;

namespace Firstlight.Api;

/// <summary>What is left out stays.</summary>
/// <param name="SignUpAllowed">True is JoinsAsUser and false is Off; <c>signUp</c> counts before it.</param>
/// <param name="SignUp">What becomes of people who make an account themselves.</param>
/// <param name="TimeZone">An IANA name; an empty one takes it away, and that of the organisation above holds.</param>
internal sealed record ChangeOrganisation(string? Name, bool? SignUpAllowed, SignUpMode? SignUp, string? TimeZone)
{
    public SignUpMode? Wanted =>
        SignUp
        ?? SignUpAllowed switch
        {
            true => SignUpMode.JoinsAsUser,
            false => SignUpMode.Off,
            null => null,
        };
}

/// <param name="SignUpAllowed">People may make accounts themselves.</param>
/// <param name="SignUp">What becomes of them then.</param>
/// <param name="IsTop">It stands at the top of the tree; only there sign-up is allowed.</param>
/// <param name="TimeZone">Its own; null when it has none.</param>
/// <param name="TimeZoneInUse">The one that holds: its own, that of the nearest organisation above that has one, or UTC.</param>
internal sealed record OrganisationAnswer(
    long Id,
    string Name,
    bool SignUpAllowed,
    SignUpMode SignUp,
    bool IsTop,
    string? TimeZone,
    string TimeZoneInUse
)
{
    public static OrganisationAnswer Of(Organisation organisation, TimeZoneInfo? inUse) =>
        new(
            organisation.Id.Value,
            organisation.Name,
            organisation.SignUp != SignUpMode.Off,
            organisation.SignUp,
            organisation.Parent is null,
            organisation.TimeZone,
            (inUse ?? TimeZoneInfo.Utc).Id
        );
}

/// <param name="Host">The name or address that devices are told.</param>
/// <param name="HostIsFixed">False: devices are told the name by which the app reached this server, and this is yours.</param>
/// <param name="Port">The plain port that devices are told.</param>
/// <param name="TlsPort">The TLS port that devices are told; null when TLS is off.</param>
/// <param name="Certificate">What devices are shown there.</param>
internal sealed record AddressesAnswer(
    string Host,
    bool HostIsFixed,
    int Port,
    int? TlsPort,
    CertificateAnswer? Certificate
);

/// <param name="IsDevelopment">Made by this cloud itself: devices trust it only with its root.</param>
internal sealed record CertificateAnswer(
    string Subject,
    IReadOnlyList<string> Names,
    string Issuer,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    bool IsDevelopment
)
{
    public static CertificateAnswer Of(ShownCertificate shown) =>
        new(shown.Subject, shown.Names, shown.Issuer, shown.NotBefore, shown.NotAfter, shown.IsDevelopment);
}

internal sealed record MailAnswer(
    bool IsConfigured,
    string? Server,
    string? From,
    int Waiting,
    DateTimeOffset? LastSentAt,
    MailFailureAnswer? LastFailure
)
{
    public static MailAnswer Of(MailState state) =>
        new(
            state.IsConfigured,
            state.Server,
            state.From,
            state.Waiting,
            state.LastSentAt,
            state.LastFailure is { } failure ? new MailFailureAnswer(failure.At, failure.Reason, failure.GaveUp) : null
        );
}

internal sealed record MailFailureAnswer(DateTimeOffset At, string Reason, bool GaveUp);
