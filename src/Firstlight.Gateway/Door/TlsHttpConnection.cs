using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Firstlight.Gateway.Door;

/// <summary>
/// An HTTP connection whose TLS is already taken off, as Kestrel wants to see it. Two pumps, so that a browser that goes
/// away in the middle of a long answer is noticed at once and an end of the stream never looks like a fault.
/// </summary>
internal sealed class TlsHttpConnection : ConnectionContext, ITlsConnectionFeature
{
    private static readonly PipeOptions PumpOptions = new(
        pauseWriterThreshold: 64 * 1024,
        resumeWriterThreshold: 32 * 1024,
        useSynchronizationContext: false
    );

    /// <summary>How long the last bytes of an answer may take to leave when Kestrel is done.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    private readonly SslStream _stream;
    private readonly ReceiveBuffer _head;
    private readonly TimeProvider _time;
    private readonly Action _cut;
    private readonly Pipe _input = new(PumpOptions);
    private readonly Pipe _output = new(PumpOptions);
    private readonly CancellationTokenSource _closed = new();
    private Task _pumps = Task.CompletedTask;

    /// <param name="head">What was read to tell the protocol; ownership passes here.</param>
    /// <param name="cut">Ends the socket.</param>
    public TlsHttpConnection(
        string id,
        SslStream stream,
        ReceiveBuffer head,
        EndPoint? local,
        EndPoint? remote,
        TimeProvider time,
        Action cut
    )
    {
        ConnectionId = id;
        _time = time;
        _stream = stream;
        _head = head;
        _cut = cut;
        LocalEndPoint = local;
        RemoteEndPoint = remote;
        Transport = new Duplex(_input.Reader, _output.Writer);
        ConnectionClosed = _closed.Token;
        Features.Set<ITlsConnectionFeature>(this);
    }

    public override string ConnectionId { get; set; }

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override IDuplexPipe Transport { get; set; }

    /// <summary>Clients show no certificate here.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) =>
        Task.FromResult<X509Certificate2?>(null);

    public void Start() => _pumps = Task.WhenAll(ReceiveAsync(), SendAsync());

    public override void Abort(ConnectionAbortedException abortReason) => _cut();

    public override async ValueTask DisposeAsync()
    {
        // Kestrel is done. Let what it wrote go out, then end the receiving side.
        await _output.Writer.CompleteAsync();
        await _input.Reader.CompleteAsync();
        try
        {
            await _pumps.WaitAsync(LastWords, _time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            _cut();
            await _pumps;
        }

        await _stream.DisposeAsync();
        await base.DisposeAsync();
        _head.Dispose();
        _closed.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var fault = default(Exception);
        try
        {
            var result = await CopyHeadAsync();
            while (result is { IsCompleted: false, IsCanceled: false })
            {
                // No memory while the browser is silent.
                await _stream.WaitForBytesAsync(CancellationToken.None);
                var read = await _stream.ReadAsync(_input.Writer.GetMemory(), CancellationToken.None);
                if (read == 0)
                    break;
                _input.Writer.Advance(read);
                result = await _input.Writer.FlushAsync(CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            fault = new ConnectionResetException("The TLS connection was lost.", exception);
        }

        await _input.Writer.CompleteAsync(fault);
        await _closed.CancelAsync();
    }

    private async ValueTask<FlushResult> CopyHeadAsync()
    {
        _input.Writer.Write(_head.UnreadSpan);
        _head.Dispose();
        return await _input.Writer.FlushAsync(CancellationToken.None);
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var result = await _output.Reader.ReadAsync(CancellationToken.None);
                foreach (var segment in result.Buffer)
                    await _stream.WriteAsync(segment, CancellationToken.None);
                _output.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted || result.IsCanceled)
                    break;
            }

            await _stream.ShutdownAsync();
        }
        catch (Exception exception)
            when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The browser is gone; Kestrel learns it from the completed reader below, which is the normal end.
        }

        await _output.Reader.CompleteAsync();
        _cut();
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
