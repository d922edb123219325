using System.Text;

namespace Firstlight.Webhooks;

/// <summary>The beginning of an answer, for people. An answer is read up to a bound; what is beyond is not waited for.</summary>
internal static class AnswerText
{
    /// <summary>The most that is read, in bytes.</summary>
    public const int BytesMax = 16 * 1024;

    /// <summary>The most that is shown.</summary>
    public const int CharactersMax = 500;

    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var bytes = new byte[BytesMax];
        var length = 0;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            while (length < bytes.Length)
            {
                var read = await stream.ReadAsync(bytes.AsMemory(length), cancellation);
                if (read == 0)
                    break;
                length += read;
            }
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or OperationCanceledException)
        {
            // The status came and is the answer; how the text behind it ends changes nothing.
        }

        return Show(Encoding.UTF8.GetString(bytes, 0, length));
    }

    private static string Show(string text)
    {
        var shown = text.Length > CharactersMax ? text[..CharactersMax] : text;
        return string.Create(
            shown.Length,
            shown,
            static (span, from) =>
            {
                for (var index = 0; index < span.Length; index++)
                    span[index] = char.IsControl(from[index]) && from[index] is not '\n' ? ' ' : from[index];
            }
        );
    }
}
