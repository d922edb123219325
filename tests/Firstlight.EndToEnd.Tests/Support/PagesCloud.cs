using System.Net.Sockets;
using System.Text;

namespace Firstlight.EndToEnd.Tests.Support;

/// <summary>One cloud with pages for all tests of a class, and a browser that follows nothing by itself.</summary>
public sealed class PagesCloud : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private CloudProcess? _cloud;

    public HttpClient Http { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var pages = BuiltPages.MakeIn(_scratch);
        _cloud = await CloudProcess.StartAsync(_scratch.File("data"), cancellation, more: ["--web", pages]);
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _cloud.Address };
    }

    /// <summary>The whole answer to a request whose path is sent exactly as written.</summary>
    public async Task<string> AskRawAsync(string path, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", _cloud!.Port, cancellation);
        await using var stream = client.GetStream();
        var request = $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request), cancellation);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_cloud is not null)
            await _cloud.DisposeAsync();
        _scratch.Dispose();
    }
}
