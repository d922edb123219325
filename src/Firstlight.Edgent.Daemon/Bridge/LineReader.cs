using System.Buffers;
using System.IO.Pipelines;

namespace Firstlight.Edgent.Daemon;

/// <summary>Lines from a program, none longer than <see cref="BridgeLimits.LineBytesMax"/>.</summary>
internal sealed class LineReader(Stream stream)
{
    private readonly PipeReader _pipe = PipeReader.Create(
        stream,
        new StreamPipeReaderOptions(bufferSize: BridgeLimits.LineBytesMax, useZeroByteReads: true)
    );

    /// <summary>The next line without its end; null when the program hung up.</summary>
    /// <exception cref="InvalidDataException">The line is too long.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await _pipe.ReadAsync(cancellation);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                Check(line.Length);
                var bytes = line.ToArray();
                _pipe.AdvanceTo(buffer.GetPosition(1, end));
                return bytes;
            }

            Check(buffer.Length);
            _pipe.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return null;
        }
    }

    private static void Check(long bytes)
    {
        if (bytes > BridgeLimits.LineBytesMax)
            throw new InvalidDataException($"A line has at most {BridgeLimits.LineBytesMax} bytes.");
    }
}
