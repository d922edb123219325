using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Firstlight.Core;
using Microsoft.Extensions.Options;

namespace Firstlight.Accounts;

/// <summary>The one set-up token there is at a time.</summary>
internal sealed class SetupToken(IRandomSource random, TimeProvider time, IOptions<AccountsOptions> options)
{
    private const int RandomBytes = 24;

    private readonly Lock _gate = new();
    private byte[]? _digest;
    private DateTimeOffset _expiresAt;

    public string Renew()
    {
        Span<byte> bytes = stackalloc byte[RandomBytes];
        random.Fill(bytes);
        var token = Base64Url.EncodeToString(bytes);
        lock (_gate)
        {
            _digest = DigestOf(token);
            _expiresAt = time.GetUtcNow() + options.Value.SetupTokenLifetime;
        }

        return token;
    }

    public bool Accepts(string? token)
    {
        if (token is null)
            return false;
        var digest = DigestOf(token);
        lock (_gate)
            return _digest is not null
                && time.GetUtcNow() < _expiresAt
                && CryptographicOperations.FixedTimeEquals(digest, _digest);
    }

    public void UseUp()
    {
        lock (_gate)
            _digest = null;
    }

    private static byte[] DigestOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
