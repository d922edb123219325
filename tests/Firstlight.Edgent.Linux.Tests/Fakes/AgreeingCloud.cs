using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Firstlight.Protocol.Native;

namespace Firstlight.Edgent.Linux.Tests.Fakes;

/// <summary>A cloud for one device that answers everything with yes.</summary>
internal sealed class AgreeingCloud : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public AgreeingCloud()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        var buffer = new byte[4_096];
        var length = 0;
        while (await stream.ReadAsync(buffer.AsMemory(length), _stop.Token) is > 0 and var read)
        {
            var input = new ReadOnlySequence<byte>(buffer, 0, length + read);
            var output = new ArrayBufferWriter<byte>();
            while (FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame))
            {
                if (frame.Command != Command.Response)
                    FrameWriter.WriteResponse(output, frame.MessageId, StatusCode.Success);
            }

            length = (int)input.Length;
            input.ToArray().CopyTo(buffer, 0);
            await stream.WriteAsync(output.WrittenMemory, _stop.Token);
        }
    }
}
