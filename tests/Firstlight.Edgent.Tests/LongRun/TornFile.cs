namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>A real slot file whose write can be torn at any byte. Works on the caller's thread, as the world needs it.</summary>
internal sealed class TornFile(string path) : ISlotFile
{
    private readonly SlotFile _file = new(path);

    /// <summary>Asked before each write: null lets it through; a share of the bytes tears it there.</summary>
    public Func<double?> Tears { get; set; } = () => null;

    /// <summary>What is thrown when it tore: the end of the power.</summary>
    public Func<Exception> Cut { get; set; } = () => new IOException("torn");

    public Task<byte[]> ReadAsync(int bytesMax, CancellationToken cancellation) =>
        Here(() => _file.ReadAsync(bytesMax, cancellation));

    public Task WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        if (Tears() is not { } share)
            return Here(async () =>
            {
                await _file.WriteAsync(content, cancellation);
                return true;
            });
        using var file = File.OpenWrite(path);
        file.Write(content.Span[..(int)(content.Length * share)]);
        throw Cut();
    }

    public Task FlushAsync(CancellationToken cancellation) => _file.FlushAsync(cancellation);

    private static Task<T> Here<T>(Func<Task<T>> work)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return Task.FromResult(work().GetAwaiter().GetResult());
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
