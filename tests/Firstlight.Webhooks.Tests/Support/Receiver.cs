using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Firstlight.Webhooks.Tests.Support;

/// <summary>What a receiver got.</summary>
public sealed record Got(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string MessageId => Headers["webhook-id"];

    public string Text => Encoding.UTF8.GetString(Body);
}

/// <summary>A receiver on a real socket that answers as a test says, down to the byte; or not at all.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<Got> _got = [];
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _underWay;

    public Receiver(X509Certificate2? certificate = null)
    {
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>How to answer; null breaks the connection off. Default: 204.</summary>
    public Func<Got, string?> Answer { get; set; } = _ => "204 No Content";

    /// <summary>Answers only when this is done.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public IReadOnlyList<Got> All => [.. _got];

    /// <summary>The most requests that were under way at once.</summary>
    public int MostAtOnce { get; private set; }

    public string Url => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/hook";

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
            _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var secure = new SslStream(stream);
                    await secure.AuthenticateAsServerAsync(_certificate);
                    stream = secure;
                }

                MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _underWay));
                var got = await ReadAsync(stream);
                _got.Enqueue(got);
                await Gate.WaitAsync(_stopping.Token);
                var answer = Answer(got);
                Interlocked.Decrement(ref _underWay);
                if (answer is null)
                    client.Client.Close(timeout: 0);
                else
                    await stream.WriteAsync(Encoding.Latin1.GetBytes(Whole(answer)), _stopping.Token);
            }
            catch (Exception gone)
                when (gone
                        is IOException
                            or OperationCanceledException
                            or System.Security.Authentication.AuthenticationException
                )
            {
                // The caller hung up, or the test is over.
            }
        }
    }

    private static string Whole(string answer) =>
        "HTTP/1.1 " + (answer.Contains("\r\n\r\n", StringComparison.Ordinal) ? answer : answer + "\r\n\r\n");

    private async Task<Got> ReadAsync(Stream stream)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (
            bytes.Count < 4 || !Encoding.Latin1.GetString([.. bytes[^4..]]).Equals("\r\n\r\n", StringComparison.Ordinal)
        )
        {
            if (await stream.ReadAsync(one, _stopping.Token) == 0)
                throw new IOException("The caller hung up.");
            bytes.Add(one[0]);
        }

        var headers = Encoding
            .Latin1.GetString([.. bytes])
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries)
            .Skip(1)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var body = new byte[int.Parse(headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stopping.Token);
        return new Got(headers, body);
    }
}
