namespace Firstlight.Api;

/// <summary>The certificate of the devices' door, as its operator wants to see it. The host fills this port.</summary>
public interface ICertificateState
{
    /// <summary>What is shown now; null without TLS.</summary>
    ShownCertificate? Current { get; }

    /// <summary>The root to trust, in PEM, when the certificate is one for development.</summary>
    string? DevelopmentRootPem { get; }
}

/// <summary>A certificate in words.</summary>
/// <param name="Subject">Whose it is.</param>
/// <param name="Names">The names and addresses it is for.</param>
/// <param name="Issuer">Who vouches for it.</param>
/// <param name="NotBefore">From when it counts.</param>
/// <param name="NotAfter">Until when.</param>
/// <param name="IsDevelopment">Made by this cloud itself.</param>
public sealed record ShownCertificate(
    string Subject,
    IReadOnlyList<string> Names,
    string Issuer,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    bool IsDevelopment
);
