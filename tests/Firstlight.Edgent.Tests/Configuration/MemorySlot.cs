namespace Firstlight.Edgent.Tests.Configuration;

/// <summary>What a power cut leaves behind the bytes that were written.</summary>
public enum Tear
{
    Truncated,
    OldTail,
    Garbage,
}

internal sealed class PowerCutException : IOException;

/// <summary>A slot whose write can be cut at any byte.</summary>
internal sealed class MemorySlot : ISlotFile
{
    public byte[] Content { get; set; } = [];

    public int? CutAfter { get; set; }

    public int Writes { get; private set; }

    public Tear Tear { get; set; }

    public Task<byte[]> ReadAsync(int bytesMax, CancellationToken cancellation) =>
        Task.FromResult(Content[..Math.Min(bytesMax, Content.Length)]);

    public Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        Writes++;
        if (CutAfter is not { } cut || cut > content.Length)
        {
            Content = content.ToArray();
            return Task.CompletedTask;
        }

        var written = content[..cut].ToArray();
        Content = Tear switch
        {
            Tear.Truncated => written,
            Tear.OldTail => [.. written, .. Content.Skip(cut)],
            _ => [.. written, .. Enumerable.Repeat((byte)0xFF, content.Length - cut)],
        };
        throw new PowerCutException();
    }
}
