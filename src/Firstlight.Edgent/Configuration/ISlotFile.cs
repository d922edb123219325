namespace Firstlight.Edgent;

/// <summary>A place for a few thousand bytes that may be torn when the power goes while it is written.</summary>
public interface ISlotFile
{
    /// <summary>The bytes; empty when it was never written. Longer than <paramref name="bytesMax"/>: only so many.</summary>
    /// <exception cref="IOException">The medium cannot be read.</exception>
    Task<byte[]> ReadAsync(int bytesMax, CancellationToken cancellation);

    /// <summary>Replaces the content; done when it is on the medium, not only in a cache.</summary>
    /// <exception cref="IOException">The medium cannot be written; the content may be torn now.</exception>
    Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation);

    /// <summary>Done when what <see cref="ReadAsync"/> gives is on the medium, also where it was written by a process that was killed before it had flushed.</summary>
    /// <exception cref="IOException">The medium cannot be written.</exception>
    Task FlushAsync(CancellationToken cancellation);
}
