using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Firstlight.Webhooks;

/// <summary>How an attempt went, with what the queue needs of it.</summary>
/// <param name="RetryAfter">What the receiver asks for.</param>
internal sealed record Attempt(
    bool Succeeded,
    int? Status,
    string? Reason,
    TimeSpan Elapsed,
    string Answer,
    TimeSpan? RetryAfter
);

/// <summary>Makes one signed request and reads its answer, within one time limit and a bounded size.</summary>
internal sealed class Sender(Vault vault, ReceiverDoor door, IOptions<WebhookOptions> options, TimeProvider time)
    : IDisposable
{
    private readonly HttpMessageInvoker _http = new(door.MakeHandler());

    public async Task<Attempt> SendAsync(Webhook webhook, string messageId, byte[] body, CancellationToken stopping)
    {
        var started = time.GetTimestamp();
        HttpRequestMessage request;
        try
        {
            request = Requests.Make(webhook, messageId, body, vault, time.GetUtcNow());
        }
        catch (CryptographicException)
        {
            const string lost = "The secrets of this webhook cannot be read: their key is missing. Make a new secret.";
            return Failed(lost, started);
        }

        using var limit = new CancellationTokenSource(options.Value.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, limit.Token);
        using (request)
        {
            try
            {
                using var response = await _http.SendAsync(request, either.Token);
                var answer = await AnswerText.ReadAsync(response, either.Token);
                var status = (int)response.StatusCode;
                var succeeded = response.IsSuccessStatusCode;
                return new Attempt(
                    succeeded,
                    status,
                    succeeded ? null : Words(response.StatusCode),
                    time.GetElapsedTime(started),
                    answer,
                    RetryAfter(response)
                );
            }
            catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
            {
                return Failed($"No answer within {options.Value.Timeout.TotalSeconds:0.#} seconds.", started);
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException)
            {
                return Failed(Words(fault), started);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private Attempt Failed(string reason, long started) =>
        new(false, null, reason, time.GetElapsedTime(started), "", null);

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ => null,
        };

    private static string Words(HttpStatusCode status) =>
        (int)status is >= 300 and < 400
            ? $"The receiver answered {(int)status}; redirects are not followed. Enter the address it leads to."
            : $"The receiver answered {(int)status}.";

    // Only kinds of faults, in our words: texts of the platform name addresses of the inner network.
    private static string Words(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException:
                    return "The name leads to an address that webhooks must not reach: a private one, or plain HTTP to a public one.";
                case AuthenticationException:
                    return "TLS failed: the receiver's certificate is not valid for its name, or not trusted.";
                case SocketException
                {
                    SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
                }:
                    return "The receiver's name was not found.";
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return "The receiver refused the connection.";
                case SocketException { SocketErrorCode: SocketError.ConnectionReset }:
                    return "The receiver broke the connection off.";
                case SocketException:
                    return "The receiver was not reached.";
                default:
                    break;
            }
        }

        return "The receiver broke the connection off, or did not answer in HTTP.";
    }
}
