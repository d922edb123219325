using System.Globalization;
using System.Text;

namespace Firstlight.Edgent;

/// <summary>What the answer to a request for firmware promises: how long the image is, and its SHA-256.</summary>
internal sealed record FirmwareOffer(long Length, byte[] Sha256)
{
    private const int Sha256Bytes = 32;

    /// <summary>Null, and in words why, when the answer is none that firmware can be taken from.</summary>
    public static FirmwareOffer? Read(ReadOnlySpan<byte> head, out string fault)
    {
        var lines = Encoding.Latin1.GetString(head).Split("\r\n");
        fault = "the answer is not HTTP";
        if (HttpAnswer.Read(head) is not { } answer)
            return null;
        fault = $"the answer is {answer.Status}, not 200";
        if (answer.Status != 200)
            return null;
        fault = "the answer does not say how long the image is";
        if (
            !long.TryParse(
                Find(lines, "Content-Length"),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var length
            )
        )
            return null;
        fault = $"an image has 1 to {PortalLimits.FirmwareBytesMax} bytes, not {length}";
        if (length is < 1 or > PortalLimits.FirmwareBytesMax)
            return null;
        fault = "the answer has no SHA-256 to check the image with";
        var digest = new byte[Sha256Bytes];
        var text = Find(lines, "X-SHA256") ?? "";
        return Convert.TryFromBase64String(text, digest, out var written) && written == Sha256Bytes
            ? new FirmwareOffer(length, digest)
            : null;
    }

    private static string? Find(string[] lines, string name)
    {
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && line.AsSpan(0, colon).Equals(name, StringComparison.OrdinalIgnoreCase))
                return line[(colon + 1)..].Trim();
        }

        return null;
    }
}
