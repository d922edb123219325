using System.Buffers.Binary;
using System.Security.Cryptography;
using Firstlight.Core;

namespace Firstlight.Activation;

/// <summary>Seals the two secrets of each token of one batch: AES-256-GCM, with the token's number as the nonce.</summary>
/// <remarks>A number is sealed once per key, because a batch never has two tokens of one number.</remarks>
internal sealed class BatchKey(ReadOnlySpan<byte> key) : IDisposable
{
    /// <summary>Bytes of the key.</summary>
    public const int KeyBytes = 32;

    /// <summary>Bytes of the two secrets, AuthToken first.</summary>
    public const int SecretBytes = AuthToken.Bytes + QrToken.Bytes;

    private const int TagBytes = 16;
    private const int NonceBytes = 12;

    private readonly AesGcm _cipher = new(key, TagBytes);

    /// <summary>Seals the <see cref="SecretBytes"/> bytes of token <paramref name="number"/>.</summary>
    public byte[] Seal(int number, ReadOnlySpan<byte> secrets)
    {
        var result = new byte[SecretBytes + TagBytes];
        _cipher.Encrypt(
            Nonce(number, stackalloc byte[NonceBytes]),
            secrets,
            result.AsSpan(0, SecretBytes),
            result.AsSpan(SecretBytes)
        );
        return result;
    }

    /// <summary>The token with its secrets.</summary>
    /// <exception cref="CryptographicException">Another key sealed it, or it was changed.</exception>
    public StaticTokenSecrets Open(StaticToken token)
    {
        Span<byte> secrets = stackalloc byte[SecretBytes];
        if (token.Sealed.Length != SecretBytes + TagBytes)
            throw new CryptographicException("What was sealed is not a static token.");
        var sealedBytes = token.Sealed.AsSpan();
        _cipher.Decrypt(
            Nonce(token.Number, stackalloc byte[NonceBytes]),
            sealedBytes[..SecretBytes],
            sealedBytes[SecretBytes..],
            secrets
        );
        return new StaticTokenSecrets(
            token,
            AuthToken.From(secrets[..AuthToken.Bytes]),
            QrToken.From(secrets[AuthToken.Bytes..])
        );
    }

    public void Dispose() => _cipher.Dispose();

    private static ReadOnlySpan<byte> Nonce(int number, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt32BigEndian(nonce[^sizeof(int)..], number);
        return nonce;
    }
}
