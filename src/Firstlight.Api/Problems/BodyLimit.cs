using Microsoft.AspNetCore.Http;

namespace Firstlight.Api;

/// <summary>
/// Refuses bodies over <see cref="ApiLimits.BodyBytesMax"/>. Kestrel's own limit closes the connection while an ordinary client still
/// sends, which then sees a broken pipe and no answer; so Kestrel's is set higher (<see cref="ApiLimits.BodyDrainBytesMax"/>) and it
/// reads and throws away what is left behind this refusal.
/// </summary>
internal static class BodyLimit
{
    public static Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength > ApiLimits.BodyBytesMax)
        {
            var status = StatusCodes.Status413PayloadTooLarge;
            var (code, detail) = BareStatus.WordsOf(status);
            return Problem.Of(status, code, detail).ExecuteAsync(context);
        }

        if (context.Request.ContentLength is null)
            context.Request.Body = new BoundedBody(context.Request.Body);
        return next(context);
    }

    /// <summary>A body of unknown length that may not pass the limit.</summary>
    private sealed class BoundedBody(Stream inner) : Stream
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
            return _bytesRead <= ApiLimits.BodyBytesMax
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
