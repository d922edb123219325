using System.Text;

namespace Firstlight.Edgent;

/// <summary>
/// Fetches firmware that the cloud ordered and hands it to the updater, checked while it comes in. Over the device's own way to the cloud and
/// written by hand, as <see cref="CodeTrade"/> is.
/// </summary>
internal sealed class FirmwareDownload(EdgentOptions options, EdgentPorts ports, Dialler dialler)
{
    private const int HeadBytesMax = 8_192;

    /// <summary>Firmware in the field gives up after the same time without a byte.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);

    /// <summary>True when the new firmware is in place.</summary>
    public async Task<bool> RunAsync(string url, CancellationToken cancellation)
    {
        if (
            !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps)
        )
            return Refuse("the address is none that can be fetched");
        var tls = address.Scheme == Uri.UriSchemeHttps;
        var (stream, failure) = await dialler.DialAsync(
            new CloudAddress(address.IdnHost, address.Port, tls),
            cancellation
        );
        if (stream is null)
            return Refuse($"nobody answers there: {failure}");
        using var closing = stream;
        try
        {
            return await FetchAsync(stream, address, cancellation);
        }
        catch (IOException fault)
        {
            return Refuse(fault.Message);
        }
    }

    private async Task<bool> FetchAsync(Stream stream, Uri address, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Stall, ports.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var head = new byte[HeadBytesMax];
        var (length, end) = (0, -1);
        try
        {
            await stream.WriteAsync(Request(address), either.Token);
            await stream.FlushAsync(either.Token);
            while (end < 0 && length < head.Length)
            {
                var read = await stream.ReadAsync(head.AsMemory(length), either.Token);
                if (read == 0)
                    return Refuse("the answer breaks off");
                length += read;
                end = head.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Refuse("nobody answers in time");
        }

        if (end < 0)
            return Refuse("the answer's head is too long");
        if (FirmwareOffer.Read(head.AsSpan(0, end), out var fault) is not { } offer)
            return Refuse(fault);
        var first = head.AsMemory(end + 4, length - end - 4);
        using var image = new PromisedImage(stream, first, offer.Length, offer.Sha256, Stall, ports.Time);
        return await ports.Updater.InstallAsync(image, FirmwareSource.Cloud, cancellation)
            && await IsWholeAsync(image, cancellation);
    }

    /// <summary>An updater that stopped before the end has not checked what it installed.</summary>
    private async Task<bool> IsWholeAsync(PromisedImage image, CancellationToken cancellation) =>
        image.Position == image.Length && await image.ReadAsync(new byte[1], cancellation) == 0
            ? true
            : Refuse("the updater did not read the image to its end");

    // HTTP/1.0: no chunks.
    private byte[] Request(Uri address) =>
        Encoding.ASCII.GetBytes(
            $"GET {address.PathAndQuery} HTTP/1.0\r\nHost: {address.Authority}\r\n"
                + $"User-Agent: Firstlight-Edgent/{options.FirmwareVersion}\r\nConnection: close\r\n\r\n"
        );

    private bool Refuse(string why)
    {
        Log.UpdateRefused(ports.Log, why);
        return false;
    }
}
