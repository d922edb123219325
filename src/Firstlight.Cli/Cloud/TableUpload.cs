using System.Globalization;
using System.Net;

namespace Firstlight.Cli.Cloud;

/// <summary>Sends a file in pieces (tus 1.0.0): after a broken connection it goes on where the cloud stopped to hear it.</summary>
/// <param name="http">The way to the cloud.</param>
/// <param name="file">What is sent; the caller disposes it.</param>
/// <param name="time">The clock for the pauses between tries.</param>
/// <param name="tell">Hears how many bytes are there; fewer than before when some were lost on the way.</param>
internal sealed class TableUpload(JsonHttp http, Stream file, TimeProvider time, Action<long> tell)
{
    /// <summary>How many tries in a row may fail without a byte of progress.</summary>
    public const int FailuresMax = 8;

    private const string Uploads = "/api/v1/uploads";
    private const string PieceType = "application/offset+octet-stream";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    // When nothing moves for so long, the connection is gone though nobody said so.
    private static readonly TimeSpan StallMax = JsonHttp.RequestTimeout;

    /// <summary>How often the connection broke.</summary>
    public int Breaks { get; private set; }

    /// <returns>The upload's id.</returns>
    /// <exception cref="HttpRequestException">Nobody answered from the start.</exception>
    /// <exception cref="UploadRefused">The cloud says no.</exception>
    /// <exception cref="UploadGivenUp">It broke too often.</exception>
    public async Task<string> RunAsync(CancellationToken cancellation)
    {
        var id = await StartAsync(cancellation);
        var (offset, isKnown, failures) = (0L, true, 0);
        while (offset < file.Length || !isKnown)
        {
            try
            {
                var reached = isKnown
                    ? await AppendAsync(id, offset, cancellation)
                    : OffsetOf(await SendAsync(HttpMethod.Head, id, null, cancellation));
                if (reached > offset)
                    failures = 0;
                (offset, isKnown) = (reached, true);
                tell(offset);
            }
            catch (HttpRequestException broken)
            {
                if (isKnown)
                    Breaks++;
                isKnown = false;
                if (++failures > FailuresMax)
                    throw new UploadGivenUp(offset, file.Length, broken);
                await Task.Delay(PauseBefore(failures), time, cancellation);
            }
        }

        return id;
    }

    private static TimeSpan PauseBefore(int attempt)
    {
        var pause = FirstPause * Math.Pow(2, attempt - 1);
        return pause < LongestPause ? pause : LongestPause;
    }

    private async Task<string> StartAsync(CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Uploads);
        request.Headers.Add("Upload-Length", Text(file.Length));
        using var response = await SendAsync(request, cancellation);
        return response.Headers.Location?.OriginalString.Split('/')[^1]
            ?? throw new HttpRequestException("the answer does not say where the upload goes");
    }

    private async Task<long> AppendAsync(string id, long offset, CancellationToken cancellation)
    {
        file.Position = offset;
        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sent = offset;
        using var piece = new FileUpload(
            file,
            PieceType,
            count =>
            {
                stall.CancelAfter(StallMax);
                tell(sent += count);
            }
        );
        stall.CancelAfter(StallMax);
        try
        {
            return OffsetOf(await SendAsync(HttpMethod.Patch, id, (piece, offset), stall.Token));
        }
        catch (OperationCanceledException stalled) when (!cancellation.IsCancellationRequested)
        {
            throw new HttpRequestException($"nothing moved for {StallMax.TotalSeconds:0} s", stalled);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        HttpMethod method,
        string id,
        (HttpContent Content, long Offset)? piece,
        CancellationToken cancellation
    )
    {
        using var request = new HttpRequestMessage(method, $"{Uploads}/{id}") { Content = piece?.Content };
        if (piece is { } given)
            request.Headers.Add("Upload-Offset", Text(given.Offset));
        return await SendAsync(request, cancellation);
    }

    // What may pass by itself counts as a broken connection.
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.Add("Tus-Resumable", "1.0.0");
        var response = await http.SendAsync(request, cancellation);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            var sentence = JsonHttp.Describe(response.StatusCode, body);
            throw request.Method != HttpMethod.Post && MayPass(response.StatusCode)
                ? new HttpRequestException(sentence)
                : new UploadRefused(new Problem(response.StatusCode, sentence));
        }
    }

    private static bool MayPass(HttpStatusCode status) =>
        status
            is HttpStatusCode.Conflict
                or HttpStatusCode.Locked
                or HttpStatusCode.RequestTimeout
                or HttpStatusCode.TooManyRequests
                or >= HttpStatusCode.InternalServerError;

    private static long OffsetOf(HttpResponseMessage response)
    {
        using (response)
            return
                response.Headers.TryGetValues("Upload-Offset", out var values)
                && long.TryParse(values.First(), CultureInfo.InvariantCulture, out var offset)
                ? offset
                : throw new HttpRequestException("the answer does not say how far the upload is");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>The cloud does not take the upload.</summary>
internal sealed class UploadRefused(Problem problem) : Exception(problem.Sentence)
{
    public Problem Problem { get; } = problem;
}

/// <summary>The connection broke too often.</summary>
internal sealed class UploadGivenUp(long offset, long length, Exception last) : Exception(last.Message, last)
{
    /// <summary>What arrived, and what there was.</summary>
    public (long Offset, long Length) Reached { get; } = (offset, length);
}
