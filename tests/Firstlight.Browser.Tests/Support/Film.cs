using System.Text;
using QRCoder;

namespace Firstlight.Browser.Tests.Support;

/// <summary>What a camera sees: a label's QR code held still, as uncompressed film (YUV4MPEG2).</summary>
internal static class Film
{
    private const int Width = 640;
    private const int Height = 480;
    private const int Frames = 5;

    // Luminance of paper and ink, and no colour.
    private const byte Paper = 235;
    private const byte Ink = 16;
    private const byte Grey = 128;

    // Dark squares as large as a hand holds a label before a phone.
    private const int CodePixels = 300;

    /// <summary>Writes the film and returns where it lies.</summary>
    public static async Task<string> MakeAsync(string file, string content, CancellationToken cancellation)
    {
        var frame = Draw(content);
        await using var film = File.Create(file);
        await film.WriteAsync(
            Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F10:1 Ip A1:1 C420jpeg\n"),
            cancellation
        );
        for (var index = 0; index < Frames; index++)
        {
            await film.WriteAsync("FRAME\n"u8.ToArray(), cancellation);
            await film.WriteAsync(frame, cancellation);
        }

        return file;
    }

    private static byte[] Draw(string content)
    {
        using var maker = new QRCodeGenerator();
        using var code = maker.CreateQrCode(content, QRCodeGenerator.ECCLevel.M);
        var rows = code.ModuleMatrix;
        var side = CodePixels / rows.Count;
        var (left, top) = ((Width - side * rows.Count) / 2, (Height - side * rows.Count) / 2);
        // One plane of light, then two of colour at a quarter of its size each.
        var picture = new byte[Width * Height * 3 / 2];
        picture.AsSpan(0, Width * Height).Fill(Paper);
        picture.AsSpan(Width * Height).Fill(Grey);
        for (var y = 0; y < side * rows.Count; y++)
        {
            for (var x = 0; x < side * rows.Count; x++)
            {
                if (rows[y / side][x / side])
                    picture[(top + y) * Width + left + x] = Ink;
            }
        }

        return picture;
    }
}
