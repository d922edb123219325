using System.Security.Cryptography;

namespace Firstlight.Core;

/// <summary>Where chance comes from, so that a whole run can be replayed from one seed.</summary>
public interface IRandomSource
{
    /// <summary>Fills <paramref name="bytes"/>.</summary>
    void Fill(Span<byte> bytes);

    /// <summary>A number from 0 up to, not including, <paramref name="bound"/>; every one as likely.</summary>
    int Below(int bound);
}

/// <summary>The operating system's generator: the only source for secrets in production.</summary>
public sealed class SystemRandomSource : IRandomSource
{
    /// <inheritdoc />
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    /// <inheritdoc />
    public int Below(int bound) => RandomNumberGenerator.GetInt32(bound);
}
