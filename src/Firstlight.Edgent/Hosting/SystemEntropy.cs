using System.Security.Cryptography;

namespace Firstlight.Edgent;

/// <summary>The operating system's chance.</summary>
public sealed class SystemEntropy : IEntropy
{
    /// <inheritdoc />
    public void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);
}
