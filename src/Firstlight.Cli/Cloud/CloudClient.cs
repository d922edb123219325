using System.Net;
using System.Text.Json;
using Firstlight.Cli.Commands;

namespace Firstlight.Cli.Cloud;

/// <summary>The cloud's REST face, with its refusals turned into sentences and exit codes.</summary>
internal sealed class CloudClient(Uri address, string? accessToken, TrustedRoot? trust) : IDisposable
{
    private const int CopyBytes = 64 * 1024;

    private readonly JsonHttp _http = new(address, accessToken, trust);

    public Uri Address => address;

    public Task<JsonElement> GetAsync(string path, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Get, path, null, cancellation);

    public Task<JsonElement> PostAsync(string path, object body, CancellationToken cancellation) =>
        SendAsync(HttpMethod.Post, path, body, cancellation);

    /// <exception cref="CommandFailure">The cloud does not answer, or says no.</exception>
    public async Task<JsonElement> SendAsync(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellation
    )
    {
        try
        {
            var (answer, problem) = await _http.SendAsync(method, "/api/v1" + path, body, cancellation);
            return problem is null ? answer : throw FailureOf(problem);
        }
        catch (HttpRequestException unreachable)
        {
            throw Unreachable(unreachable);
        }
    }

    /// <summary>The live events; the caller disposes the answer.</summary>
    /// <exception cref="CommandFailure">The cloud does not answer, or says no.</exception>
    public async Task<HttpResponseMessage> OpenLiveAsync(CancellationToken cancellation)
    {
        try
        {
            var response = await _http.OpenEventsAsync("/api/v1/live", cancellation);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                var body = await response.Content.ReadAsByteArrayAsync(cancellation);
                throw FailureOf(new Problem(response.StatusCode, JsonHttp.Describe(response.StatusCode, body)));
            }
        }
        catch (HttpRequestException unreachable)
        {
            throw Unreachable(unreachable);
        }
    }

    /// <summary>An export, as it comes.</summary>
    /// <exception cref="CommandFailure">The cloud does not answer, says no, or stops in the middle.</exception>
    public async Task DownloadAsync(string path, Stream into, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.OpenAsync(HttpMethod.Post, "/api/v1" + path, cancellation);
            if (!response.IsSuccessStatusCode)
            {
                var refusal = await response.Content.ReadAsByteArrayAsync(cancellation);
                throw FailureOf(new Problem(response.StatusCode, JsonHttp.Describe(response.StatusCode, refusal)));
            }

            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            var buffer = new byte[CopyBytes];
            while (await ReadAsync(body, buffer, cancellation) is > 0 and var read)
                await into.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        catch (HttpRequestException unreachable)
        {
            throw Unreachable(unreachable);
        }
    }

    /// <summary>Sends a table, in pieces when the connection breaks.</summary>
    /// <param name="file">The table; the caller disposes it.</param>
    /// <param name="time">The clock for the pauses between tries.</param>
    /// <param name="tell">Hears how many bytes are there; fewer than before when some were lost on the way.</param>
    /// <returns>The upload's id, and how often the connection broke.</returns>
    /// <exception cref="CommandFailure">The cloud does not answer, says no, or the connection broke too often.</exception>
    public async Task<(string Id, int Breaks)> UploadAsync(
        Stream file,
        TimeProvider time,
        Action<long> tell,
        CancellationToken cancellation
    )
    {
        var upload = new TableUpload(_http, file, time, tell);
        try
        {
            return (await upload.RunAsync(cancellation), upload.Breaks);
        }
        catch (UploadRefused refused)
        {
            throw FailureOf(refused.Problem);
        }
        catch (UploadGivenUp given)
        {
            throw new CommandFailure(
                ExitCodes.CloudUnreachable,
                $"The upload was given up at {given.Reached.Offset} of {given.Reached.Length} bytes, after {TableUpload.FailuresMax} more tries: "
                    + given.Message,
                "Nothing was ordered. When the connection holds again, run the command again; it sends the table from its start."
            );
        }
        catch (HttpRequestException unreachable)
        {
            throw Unreachable(unreachable);
        }
    }

    /// <summary>Orders from a table. The answer is what was made, or the problem with a report of what is wrong with it.</summary>
    /// <exception cref="CommandFailure">The cloud does not answer, or says no for another reason.</exception>
    public async Task<JsonElement> OrderAsync(string path, CancellationToken cancellation)
    {
        try
        {
            var (status, body) = await _http.PostAsync("/api/v1" + path, cancellation);
            var isReport = JsonHttp.TryParse(body, out var answer) && answer.TryGetProperty("report", out _);
            return (int)status is >= 200 and < 300 || isReport
                ? answer
                : throw FailureOf(new Problem(status, JsonHttp.Describe(status, body)));
        }
        catch (HttpRequestException unreachable)
        {
            throw Unreachable(unreachable);
        }
    }

    /// <summary>Throws an upload away that is not ordered from.</summary>
    /// <exception cref="CommandFailure">The cloud does not answer, or says no.</exception>
    public async Task DiscardAsync(string upload, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Delete, "/api/v1/uploads/" + upload);
            request.Headers.Add("Tus-Resumable", "1.0.0");
            using var response = await _http.SendAsync(request, cancellation);
            if (response.IsSuccessStatusCode)
                return;
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            throw FailureOf(new Problem(response.StatusCode, JsonHttp.Describe(response.StatusCode, body)));
        }
        catch (HttpRequestException unreachable)
        {
            throw Unreachable(unreachable);
        }
    }

    public void Dispose() => _http.Dispose();

    // On its own, because a fault while writing is another one.
    private static async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken cancellation)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellation);
        }
        catch (IOException cut)
        {
            throw new CommandFailure(
                ExitCodes.CloudUnavailable,
                $"The export ended before it was whole: {cut.Message}",
                "Nothing of it was kept. Try again; the cloud's log says why."
            );
        }
    }

    private CommandFailure Unreachable(HttpRequestException cause) =>
        cause.HttpRequestError is HttpRequestError.SecureConnectionError
            ? new(
                ExitCodes.CloudUnreachable,
                $"No secure connection to {WebAddress.Text(address)}: {(cause.InnerException ?? cause).Message}",
                "If its certificate comes from an authority of its own, name that: --trust FILE or FIRSTLIGHT_TRUST "
                    + "(./run keeps it in data/tls/root.pem)."
            )
            : new(
                ExitCodes.CloudUnreachable,
                $"The cloud at {WebAddress.Text(address)} does not answer: {cause.Message}",
                "Is it running (./run)? Name another one with --cloud URL or FIRSTLIGHT_CLOUD."
            );

    private CommandFailure FailureOf(Problem problem) =>
        problem.Status switch
        {
            HttpStatusCode.Unauthorized => new(
                ExitCodes.NotSignedIn,
                accessToken is null ? $"You are not signed in to {WebAddress.Text(address)}." : problem.Sentence,
                "Run: firstlight sign-in"
            ),
            HttpStatusCode.Forbidden => new(ExitCodes.Forbidden, problem.Sentence, "Ask an administrator."),
            HttpStatusCode.NotFound => new(ExitCodes.NotFound, problem.Sentence),
            HttpStatusCode.TooManyRequests => new(ExitCodes.Refused, problem.Sentence, "Wait a little and try again."),
            >= HttpStatusCode.InternalServerError => new(
                ExitCodes.CloudUnavailable,
                problem.Sentence,
                "The cloud is up but cannot work right now; its log says why. Try again."
            ),
            _ => new(ExitCodes.Refused, problem.Sentence),
        };
}
