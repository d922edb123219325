using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Firstlight.Api;

/// <summary>
/// Refuses bodies over <see cref="ApiLimits.BodyBytesMax"/>, or over what the route says (<see cref="LargeBody"/>). Kestrel's own
/// limit closes the connection while an ordinary client still sends, which then sees a broken pipe and no answer; so Kestrel's is
/// set higher (<see cref="ApiLimits.BodyDrainBytesMax"/>) and it reads and throws away what is left behind this refusal.
/// </summary>
internal static class BodyLimit
{
    public static Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<LargeBody>()?.BytesMax ?? ApiLimits.BodyBytesMax;
        if (context.Request.ContentLength > limit)
        {
            var status = StatusCodes.Status413PayloadTooLarge;
            var (code, detail) = BareStatus.WordsOf(status);
            return Problem.Of(status, code, detail).ExecuteAsync(context);
        }

        if (context.Request.ContentLength is null)
            context.Request.Body = new BoundedBody(context.Request.Body, limit);
        return next(context);
    }

    /// <summary>A body of unknown length that may not pass the limit.</summary>
    private sealed class BoundedBody(Stream inner, long limit) : Stream
    {
        private long _bytesRead;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer,
            CancellationToken cancellationToken = default
        )
        {
            var count = await inner.ReadAsync(buffer, cancellationToken);
            _bytesRead += count;
            return _bytesRead <= limit
                ? count
                : throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }

        public override Task<int> ReadAsync(
            byte[] buffer,
            int offset,
            int count,
            CancellationToken cancellationToken
        ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() { }
    }
}

/// <summary>On a route that takes larger bodies than others, and reads them piece by piece.</summary>
/// <param name="BytesMax">How large.</param>
internal sealed record LargeBody(long BytesMax) : IRequestSizeLimitMetadata
{
    /// <summary>Kestrel's own limit, above this one so that the sender gets to see the answer.</summary>
    public long? MaxRequestBodySize => BytesMax + ApiLimits.BodyDrainBytesMax;
}
