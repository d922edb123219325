using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Firstlight.Core;

namespace Firstlight.Cluster.Calls;

/// <summary>A head of JSON on one line, and bytes behind it.</summary>
internal static class CarriedMessage
{
    private const byte EndOfHead = (byte)'\n';

    /// <exception cref="MessageTooLongException">Head and body together are longer than a message may be.</exception>
    public static async Task<ReadOnlyMemory<byte>> WriteAsync<T>(T head, Stream body, CancellationToken cancellation)
    {
        using var message = new MemoryStream();
        await JsonSerializer.SerializeAsync(message, head, cancellationToken: cancellation);
        message.WriteByte(EndOfHead);
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(chunk, cancellation)) > 0)
        {
            if (message.Length + read > Backbones.MessageBytesMax)
                throw new MessageTooLongException();
            message.Write(chunk, 0, read);
        }

        return message.ToArray();
    }

    public static bool TryRead<T>(
        ReadOnlyMemory<byte> message,
        [NotNullWhen(true)] out T? head,
        out ReadOnlyMemory<byte> body
    )
        where T : class
    {
        (head, body) = (null, default);
        var end = message.Span.IndexOf(EndOfHead);
        if (end < 0)
            return false;
        try
        {
            head = JsonSerializer.Deserialize<T>(message.Span[..end]);
        }
        catch (JsonException)
        {
            return false;
        }

        body = message[(end + 1)..];
        return head is not null;
    }
}

/// <summary>It does not fit a message between nodes.</summary>
internal sealed class MessageTooLongException()
    : Exception("A call or its answer is longer than a message between nodes may be.");
