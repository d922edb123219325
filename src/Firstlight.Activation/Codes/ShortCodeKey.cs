using System.Security.Cryptography;
using Firstlight.Core;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Logging;

namespace Firstlight.Activation;

/// <summary>
/// The installation's key under which short codes are hashed. It lies in the database, sealed with the key folder: neither of
/// the two alone is enough to try 40 bits out.
/// </summary>
internal sealed class ShortCodeKey(
    IActivationStore store,
    IDataProtectionProvider provider,
    IRandomSource random,
    ILogger<ShortCodeKey> logger
)
{
    private const int KeyBytes = 32;
    private const string Name = "short_code";

    // Part of what is on disk: another purpose cannot open what this one sealed.
    private const string Purpose = "Firstlight.Activation.ShortCode.v1";

    private readonly IDataProtector _protector = provider.CreateProtector(Purpose);
    private byte[]? _key;

    /// <summary>What the database looks the code up by.</summary>
    public async ValueTask<CodeHash> HashAsync(ShortCode code, CancellationToken cancellation) =>
        code.Hash(_key ??= await ReadAsync(cancellation));

    private async Task<byte[]> ReadAsync(CancellationToken cancellation)
    {
        var candidate = new byte[KeyBytes];
        random.Fill(candidate);
        var sealedCandidate = _protector.Protect(candidate);
        var kept = await store.KeepSealedKeyAsync(Name, sealedCandidate, unusable: null, cancellation);
        try
        {
            return _protector.Unprotect(kept);
        }
        catch (CryptographicException fault)
        {
            // Without the key folder the tokens behind older codes cannot be handed out either: those codes are dead anyway.
            Log.CodeKeyReplaced(logger, fault);
            kept = await store.KeepSealedKeyAsync(Name, sealedCandidate, unusable: kept, cancellation);
            return _protector.Unprotect(kept);
        }
    }
}
