using System.Security.Cryptography;
using System.Text;

namespace Firstlight.Edgent.Tests.Fakes;

/// <summary>Answers to a request for firmware, right and wrong.</summary>
internal static class Firmware
{
    public static readonly byte[] Image = [.. Enumerable.Range(0, 5_000).Select(index => (byte)(index * 7))];

    public static byte[] Answer(byte[] image) => Answer(image, "200 OK", image.Length, Digest(image));

    public static byte[] Broken(string fault) =>
        fault switch
        {
            "another digest" => Answer(Image, "200 OK", Image.Length, Digest([1])),
            "cut off" => Answer(Image, "200 OK", Image.Length + 1, Digest(Image)),
            "no digest" => Answer(Image, "200 OK", Image.Length, ""),
            "not found" => Answer([], "404 Not Found", 0, ""),
            "no length" => Answer(Image, "200 OK", -1, Digest(Image)),
            _ => throw new ArgumentOutOfRangeException(nameof(fault)),
        };

    private static string Digest(byte[] image) => Convert.ToBase64String(SHA256.HashData(image));

    private static byte[] Answer(byte[] image, string status, int length, string digest) =>
        [
            .. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 {status}\r\n{(length < 0 ? "" : $"content-length: {length}\r\n")}X-SHA256: {digest}\r\n\r\n"
            ),
            .. image,
        ];
}
