namespace Firstlight.Core;

/// <summary>Seals AuthTokens for the database, so that an export is possible and a stolen file is not enough.</summary>
public interface ITokenSealer
{
    /// <summary>The sealed form.</summary>
    byte[] Seal(AuthToken token);

    /// <summary>The token inside.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The key that sealed it is not here.</exception>
    AuthToken Unseal(byte[] sealedToken);
}
