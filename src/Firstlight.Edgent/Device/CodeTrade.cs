using System.Buffers;
using System.Text;
using System.Text.Json;
using Firstlight.Protocol.Provisioning;

namespace Firstlight.Edgent;

/// <summary>
/// Short code for token: one HTTP request through the device's own way to the cloud. Written by hand, because the platform's
/// client works on threads of its own and a device's life belongs to one scheduler.
/// </summary>
internal sealed class CodeTrade(EdgentOptions options, EdgentPorts ports, Dialler dialler)
{
    private const string Path = "/api/v1/provisioning/trade";

    // An answer of ours has a few hundred bytes; a sign-in page of a hotel has more and is not read to its end.
    private const int AnswerBytesMax = 8_192;

    /// <summary>The token; or null and why there is none.</summary>
    public async Task<(string? Token, LinkEnd End)> RunAsync(Effect.Trade trade, CancellationToken cancellation)
    {
        var (stream, failure) = await dialler.DialAsync(trade.Address, cancellation);
        if (stream is null)
            return (null, failure);
        using var closing = stream;
        using var patience = new CancellationTokenSource(options.Timings.LoginTimeout, ports.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            await stream.WriteAsync(Request(trade), either.Token);
            await stream.FlushAsync(either.Token);
            return Judge(await ReadAsync(stream, either.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, LinkEnd.Timeout);
        }
        catch (IOException fault)
        {
            Log.LinkBroke(ports.Log, fault.Message);
            return (null, LinkEnd.Closed);
        }
    }

    // Not ReadAtLeastAsync: it goes on wherever it likes.
    private static async Task<HttpAnswer?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var answer = new byte[AnswerBytesMax];
        var length = 0;
        while (length < answer.Length)
        {
            var read = await stream.ReadAsync(answer.AsMemory(length), cancellation);
            if (read == 0)
                break;
            length += read;
        }

        return HttpAnswer.Read(answer.AsSpan(0, length));
    }

    // HTTP/1.0: the answer comes whole and ends with the connection.
    private byte[] Request(Effect.Trade trade)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteString("code", trade.Config.Code);
            json.WriteString("templateId", options.TemplateId);
            json.WriteString("unit", trade.Config.Uid);
            json.WriteEndObject();
        }

        var head =
            $"POST {Path} HTTP/1.0\r\nHost: {trade.Address.Host}:{trade.Address.Port}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.WrittenCount}\r\nConnection: close\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body.WrittenSpan];
    }

    /// <summary>Only the cloud's own words are a refusal; whatever else answers there, the code may still be good.</summary>
    private static (string? Token, LinkEnd End) Judge(HttpAnswer? answer) =>
        answer switch
        {
            { Status: 200 } => answer.Text("token") is { Length: ConfigQuery.TokenCharacters } token
                ? (token, default)
                : (null, LinkEnd.SignInPage),
            { Status: >= 300 and < 400 } => (null, LinkEnd.SignInPage),
            { Status: 400 or 404 or 409 } => (null, RefusalOf(answer.Text("code"))),
            _ => (null, LinkEnd.Busy),
        };

    private static LinkEnd RefusalOf(string? word) =>
        word switch
        {
            "invalid_code" or "code_not_found" or "code_used" or "session_ended" or "token_sealed" =>
                LinkEnd.CodeRefused,
            "template_mismatch" or "invalid_templateId" => LinkEnd.CodeOfOtherTemplate,
            _ => LinkEnd.Busy,
        };
}
