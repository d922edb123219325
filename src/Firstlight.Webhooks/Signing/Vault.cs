using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Firstlight.Webhooks;

/// <summary>Seals what only the receiver and we may know: a stolen database file is not enough to sign in our name.</summary>
internal sealed class Vault(IDataProtectionProvider provider)
{
    private const string Purpose = "Firstlight.Webhooks.Secret";

    private readonly IDataProtector _protector = provider.CreateProtector(Purpose);

    public byte[] Seal(string secret) => _protector.Protect(Encoding.UTF8.GetBytes(secret));

    /// <exception cref="CryptographicException">The key that sealed it is not here.</exception>
    public string Unseal(byte[] sealedSecret) => Encoding.UTF8.GetString(_protector.Unprotect(sealedSecret));
}
