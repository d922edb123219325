using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Firstlight.Gateway.Http;

/// <summary>
/// One answer of the device HTTPS API. Every one has a length, because the official sketch does not read chunks, and may be
/// read by any web page, because pages call this API from everywhere.
/// </summary>
internal sealed class DeviceAnswer(int status, byte[] body, string? contentType) : IResult
{
    /// <summary>How long a device should wait when the store is away.</summary>
    private const int RetryAfterSeconds = 5;

    private const string Json = "application/json;charset=utf-8";
    private const string PlainText = "text/plain;charset=utf-8";

    // Texts are fixed by clients that compare them, apostrophes included.
    private static readonly JsonSerializerOptions Relaxed = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private int? _retryAfter;

    public int Status => status;

    /// <summary>What it says, for a person who looks on.</summary>
    public string Words => Encoding.UTF8.GetString(body);

    /// <summary>200 without a body: the official sketch warns about anything else on a write.</summary>
    public static DeviceAnswer Empty { get; } = new(StatusCodes.Status200OK, [], contentType: null);

    public static DeviceAnswer Text(string text) =>
        text.Length == 0 ? Empty : new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(text), PlainText);

    public static DeviceAnswer JsonBytes(byte[] json) => new(StatusCodes.Status200OK, json, Json);

    public static DeviceAnswer Error(string message) => Envelope(StatusCodes.Status400BadRequest, message);

    public static DeviceAnswer TryLater() =>
        Envelope(
            StatusCodes.Status503ServiceUnavailable,
            "The server cannot answer now. Try again later.",
            RetryAfterSeconds
        );

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.CacheControl = "no-store";
        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (_retryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private static DeviceAnswer Envelope(int status, string message, int? retryAfter = null) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(new { error = new { message } }, Relaxed), Json)
        {
            _retryAfter = retryAfter,
        };
}
