namespace Firstlight.Edgent.Tests.Configuration;

/// <summary>What a power cut leaves behind the bytes that were written.</summary>
public enum Tear
{
    Truncated,
    OldTail,
    Garbage,
}

internal sealed class PowerCutException : IOException;

internal sealed class KilledException : IOException;

/// <summary>A slot whose write can be cut at any byte, and whose cache goes with the power.</summary>
internal sealed class MemorySlot : ISlotFile
{
    private byte[] _onMedium = [];

    public byte[] Content { get; set; } = [];

    /// <summary>The process is killed when it has written and not yet flushed.</summary>
    public bool KilledBeforeFlush { get; set; }

    public int? CutAfter { get; set; }

    public int Writes { get; private set; }

    public Tear Tear { get; set; }

    public Task<byte[]> ReadAsync(int bytesMax, CancellationToken cancellation) =>
        Task.FromResult(Content[..Math.Min(bytesMax, Content.Length)]);

    public Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        Writes++;
        if (KilledBeforeFlush)
        {
            Content = content.ToArray();
            throw new KilledException();
        }

        if (CutAfter is not { } cut || cut > content.Length)
        {
            Content = content.ToArray();
            return FlushAsync(cancellation);
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

    public Task FlushAsync(CancellationToken cancellation)
    {
        _onMedium = Content;
        return Task.CompletedTask;
    }

    /// <summary>What was never flushed is gone.</summary>
    public void LosePower() => Content = _onMedium;
}
