using System.Security.Cryptography;
using System.Text;
using Firstlight.Core;
using Microsoft.AspNetCore.DataProtection;

namespace Firstlight.Activation;

/// <summary>Seals with ASP.NET Core data protection: the keys live beside the database, not in it.</summary>
internal sealed class DataProtectionTokenSealer(IDataProtectionProvider provider) : ITokenSealer
{
    // Part of what is on disk: another purpose cannot open what this one sealed.
    private const string Purpose = "Firstlight.Activation.AuthToken.v1";

    private readonly IDataProtector _protector = provider.CreateProtector(Purpose);

    /// <inheritdoc />
    public byte[] Seal(AuthToken token) => _protector.Protect(Encoding.ASCII.GetBytes(token.Reveal()));

    /// <inheritdoc />
    public AuthToken Unseal(byte[] sealedToken)
    {
        byte[] bytes;
        try
        {
            bytes = _protector.Unprotect(sealedToken);
        }
        catch (CryptographicException fault)
        {
            throw new CryptographicException(
                "The key that sealed this token is not in the key folder; restore the folder from its backup.",
                fault
            );
        }

        return AuthToken.TryParse(Encoding.ASCII.GetString(bytes), out var token)
            ? token
            : throw new CryptographicException("What was sealed is not a token.");
    }
}
