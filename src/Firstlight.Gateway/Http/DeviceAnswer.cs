using System.Buffers;
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
    private string? _location;

    /// <summary>The error's text; null when it is none.</summary>
    public string? Fault { get; private init; }

    public int Status => status;

    /// <summary>What it says, for a person who looks on.</summary>
    public string Words => Encoding.UTF8.GetString(body);

    /// <summary>What a batch is answered with.</summary>
    public static DeviceAnswer Ok { get; } = Text("OK");

    /// <summary>200 without a body: the official sketch warns about anything else on a write.</summary>
    public static DeviceAnswer Empty { get; } = new(StatusCodes.Status200OK, [], contentType: null);

    public static DeviceAnswer Text(string text) =>
        text.Length == 0 ? Empty : new(StatusCodes.Status200OK, Encoding.UTF8.GetBytes(text), PlainText);

    /// <summary>A JSON object with what <paramref name="write"/> puts into it.</summary>
    public static DeviceAnswer JsonObject(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = Relaxed.Encoder }))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new(StatusCodes.Status200OK, bytes.WrittenSpan.ToArray(), Json);
    }

    public static DeviceAnswer Error(string message) => Envelope(StatusCodes.Status400BadRequest, message);

    public static DeviceAnswer Error(int status, string message) => Envelope(status, message);

    /// <summary>The device asks more than it may.</summary>
    public static DeviceAnswer TooMany(string message, TimeSpan wait) =>
        Envelope(StatusCodes.Status429TooManyRequests, message, (int)Math.Ceiling(wait.TotalSeconds));

    /// <summary>The call belongs to another server, method and body unchanged; the original answers so for another region.</summary>
    public static DeviceAnswer Elsewhere(string url) =>
        new(StatusCodes.Status308PermanentRedirect, [], contentType: null) { _location = url };

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
        if (_location is not null)
            response.Headers.Location = _location;
        if (_retryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }

    private static DeviceAnswer Envelope(int status, string message, int? retryAfter = null) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(new { error = new { message } }, Relaxed), Json)
        {
            _retryAfter = retryAfter,
            Fault = message,
        };
}
