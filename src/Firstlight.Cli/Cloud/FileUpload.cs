using System.Net;

namespace Firstlight.Cli.Cloud;

/// <summary>The rest of a file as a body, sent piece by piece, with its length and with word of how far it is.</summary>
internal sealed class FileUpload : HttpContent
{
    private const int PieceBytes = 64 * 1024;

    private readonly Stream _file;
    private readonly long _length;
    private readonly Action<int> _advance;

    /// <param name="file">Read from where it stands; the caller disposes it.</param>
    /// <param name="type">Its media type.</param>
    /// <param name="advance">Hears of each piece, in bytes.</param>
    public FileUpload(Stream file, string type, Action<int> advance)
    {
        (_file, _length, _advance) = (file, file.Length - file.Position, advance);
        Headers.ContentType = new(type);
    }

    protected override async Task SerializeToStreamAsync(
        Stream stream,
        TransportContext? context,
        CancellationToken cancellationToken
    )
    {
        var piece = new byte[PieceBytes];
        while (await _file.ReadAsync(piece, cancellationToken) is > 0 and var read)
        {
            await stream.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            _advance(read);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override bool TryComputeLength(out long length)
    {
        length = _length;
        return true;
    }
}
