using System.Security.Cryptography;
using Firstlight.Core;
using Microsoft.AspNetCore.DataProtection;

namespace Firstlight.Activation;

/// <summary>
/// Every batch has a key of its own. Data protection seals that key once, and the key seals the batch's tokens: a million
/// tokens cost one ticket, and a stolen database is of no use without the key folder.
/// </summary>
internal sealed class BatchKeys(IDataProtectionProvider provider, IRandomSource random)
{
    // Part of what is on disk: another purpose cannot open what this one sealed.
    private const string Purpose = "Firstlight.Activation.StaticBatch.v1";

    private readonly IDataProtector _protector = provider.CreateProtector(Purpose);

    /// <summary>A new key, sealed.</summary>
    public byte[] Make()
    {
        var key = new byte[BatchKey.KeyBytes];
        random.Fill(key);
        try
        {
            return _protector.Protect(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>The key of a batch.</summary>
    /// <exception cref="CryptographicException">The key folder does not hold what sealed it.</exception>
    public BatchKey Open(StaticBatch batch)
    {
        var key = _protector.Unprotect(batch.SealedKey);
        try
        {
            return new BatchKey(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}
