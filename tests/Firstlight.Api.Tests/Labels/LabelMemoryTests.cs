namespace Firstlight.Api.Tests.Labels;

/// <summary>Alone in its program while it runs: it looks at the memory of all of it.</summary>
[CollectionDefinition(nameof(LabelMemoryTests), DisableParallelization = true)]
[Collection(nameof(LabelMemoryTests))]
public sealed class LabelMemoryTests
{
    [Fact]
    public async Task Memory_stays_flat_however_many_labels_there_are()
    {
        long peak = 0;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watched = new WatchedStream(written =>
        {
            if (written % 64 == 0)
                peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before);
        });

        await LabelSheets.WriteAsync(
            watched,
            "Labels",
            SomeLabels.Make(4_000, "Meter", TestContext.Current.CancellationToken),
            LabelPaper.L7651,
            skip: 0,
            TestContext.Current.CancellationToken
        );

        watched.Length.ShouldBeGreaterThan(1_500_000);
        peak.ShouldBeLessThan(3_000_000);
    }

    /// <summary>Keeps nothing, and counts.</summary>
    private sealed class WatchedStream(Action<int> wrote) : MemoryStream
    {
        private long _length;
        private int _writes;

        public override long Length => _length;

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _length += buffer.Length;
            wrote(++_writes);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
