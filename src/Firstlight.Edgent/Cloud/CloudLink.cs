using System.Buffers;
using System.Threading.Channels;
using Firstlight.Protocol.Native;
using Microsoft.Extensions.Logging;

namespace Firstlight.Edgent;

/// <summary>One connection to the cloud, from login to its end. Every frame leaves in a write of its own.</summary>
internal sealed class CloudLink : IDisposable
{
    /// <summary>Body bytes that this device takes; told to the cloud as <c>buff-in</c>.</summary>
    public const int BodyBytesMax = 1_024;

    /// <summary>Frames that wait for the network; then the program waits.</summary>
    public const int WaitingFramesMax = 64;

    private const ushort LoginId = 1;

    private readonly Stream _stream;
    private readonly CloudAddress _address;
    private readonly EdgentTimings _timings;
    private readonly TimeProvider _time;
    private readonly ILinkListener _listener;
    private readonly ILogger _log;
    private readonly FrameSource _frames;
    private readonly Heartbeat _heartbeat;
    private readonly Channel<ReadOnlyMemory<byte>> _outgoing = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(WaitingFramesMax) { SingleReader = true }
    );
    private int _lastId = LoginId;

    /// <summary>Takes over the stream.</summary>
    public CloudLink(
        Stream stream,
        CloudAddress address,
        EdgentTimings timings,
        TimeProvider time,
        ILinkListener listener,
        ILogger log
    )
    {
        (_stream, _address, _timings, _time, _listener, _log) = (stream, address, timings, time, listener, log);
        _frames = new FrameSource(stream, BodyBytesMax);
        _heartbeat = new Heartbeat(time, timings);
    }

    /// <summary>Logs in; null when the cloud said yes.</summary>
    public async Task<LinkOutcome?> LoginAsync(string token, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(_timings.LoginTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var output = new ArrayBufferWriter<byte>();
            FrameWriter.Write(output, Command.HardwareLogin, LoginId, token);
            await WriteAsync(output.WrittenMemory, either.Token);
            return await AwaitLoginAnswerAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new LinkOutcome(LinkEnd.Timeout);
        }
        catch (Exception fault) when (IsBrokenLink(fault))
        {
            Log.LinkBroke(_log, fault.Message);
            return new LinkOutcome(LinkEnd.Closed);
        }
    }

    /// <summary>Carries frames both ways until the link ends.</summary>
    public async Task<LinkOutcome> RunAsync(CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var reading = ReadAsync(ending.Token);
        var writing = WriteQueuedAsync(ending.Token);
        var watching = WatchAsync(ending.Token);
        try
        {
            return await await Task.WhenAny(reading, writing, watching);
        }
        catch (Exception fault) when (IsBrokenLink(fault))
        {
            Log.LinkBroke(_log, fault.Message);
            return new LinkOutcome(LinkEnd.Closed);
        }
        finally
        {
            _outgoing.Writer.TryComplete();
            ending.CancelHere();
            await ((Task)Task.WhenAll(reading, writing, watching)).Ended();
        }
    }

    /// <summary>Queues one frame; false when the link has ended.</summary>
    public async ValueTask<bool> SendAsync(Action<IBufferWriter<byte>, ushort> write)
    {
        var output = new ArrayBufferWriter<byte>(64);
        write(output, NextId());
        try
        {
            await _outgoing.Writer.WriteAsync(output.WrittenMemory);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _frames.Dispose();
        _stream.Dispose();
    }

    private async Task<LinkOutcome?> AwaitLoginAnswerAsync(CancellationToken cancellation)
    {
        while (true)
        {
            while (_frames.TryTake(out var frame))
            {
                _heartbeat.Received();
                if (frame.Command == Command.Redirect && Redirect.TryRead(frame.Body, out var redirect))
                    return RedirectedTo(redirect);
                if (frame is not { Command: Command.Response, MessageId: LoginId })
                    continue;
                return (StatusCode)frame.Status switch
                {
                    StatusCode.Success or StatusCode.AlreadyRegistered => null,
                    StatusCode.InvalidToken => new LinkOutcome(LinkEnd.InvalidToken),
                    _ => new LinkOutcome(LinkEnd.Busy),
                };
            }

            if (!await _frames.FillAsync(cancellation))
                return new LinkOutcome(LinkEnd.Closed);
        }
    }

    private async Task<LinkOutcome> ReadAsync(CancellationToken cancellation)
    {
        while (true)
        {
            while (_frames.TryTake(out var frame))
            {
                _heartbeat.Received();
                switch (frame.Command)
                {
                    case Command.Ping:
                        await AnswerAsync(frame.MessageId, StatusCode.Success, cancellation);
                        break;
                    case Command.Response when frame.Status == (ushort)StatusCode.NotAuthenticated:
                        return new LinkOutcome(LinkEnd.Closed);
                    case Command.Response:
                        break;
                    case Command.Redirect:
                        if (Redirect.TryRead(frame.Body, out var redirect))
                            return RedirectedTo(redirect);
                        break;
                    case Command.Hardware or Command.Bridge:
                        if (PinMessage.TryRead(frame.Body, out var message) && message.Verb == PinVerb.VirtualWrite)
                            await _listener.PinWrittenAsync(message.Pin, new VirtualValue(message.DecodeValue()));
                        else
                            await AnswerAsync(frame.MessageId, StatusCode.IllegalCommand, cancellation);
                        break;
                    case Command.Internal:
                        await _listener.InternalReceivedAsync(frame.Body);
                        break;
                    case Command.DebugPrint:
                        Log.CloudSays(_log, BodyFields.Decode(frame.Body));
                        break;
                    default:
                        // The C++ library, too, starts over when it does not understand what follows.
                        Log.UnknownCommand(_log, frame.CommandByte);
                        return new LinkOutcome(LinkEnd.Closed);
                }
            }

            if (!await _frames.FillAsync(cancellation))
                return new LinkOutcome(LinkEnd.Closed);
        }
    }

    private async Task<LinkOutcome> WriteQueuedAsync(CancellationToken cancellation)
    {
        while (true)
            await WriteAsync(await _outgoing.Reader.ReadAsync(cancellation), cancellation);
    }

    private async Task<LinkOutcome> WatchAsync(CancellationToken cancellation)
    {
        await _heartbeat.WatchAsync(Ping, cancellation);
        Log.LinkSilent(_log);
        return new LinkOutcome(LinkEnd.Closed);
    }

    private void Ping()
    {
        var output = new ArrayBufferWriter<byte>(NativeLimits.HeaderBytes);
        FrameWriter.Write(output, Command.Ping, NextId(), ReadOnlySpan<byte>.Empty);
        // No room: frames are stuck already, and a further one would not tell more.
        _outgoing.Writer.TryWrite(output.WrittenMemory);
    }

    private ValueTask AnswerAsync(ushort messageId, StatusCode status, CancellationToken cancellation)
    {
        var output = new ArrayBufferWriter<byte>(NativeLimits.HeaderBytes);
        FrameWriter.WriteResponse(output, messageId, status);
        return _outgoing.Writer.WriteAsync(output.WrittenMemory, cancellation);
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellation)
    {
        await _stream.WriteAsync(frame, cancellation);
        await _stream.FlushAsync(cancellation);
        _heartbeat.Sent();
    }

    private LinkOutcome RedirectedTo(Redirect redirect) =>
        new(LinkEnd.Redirected, _address with { Host = redirect.Host, Port = redirect.Port });

    private ushort NextId()
    {
        // 1 to 65535; 0 is illegal.
        var next = (Interlocked.Increment(ref _lastId) - 1) % ushort.MaxValue;
        return (ushort)(next + 1);
    }

    private static bool IsBrokenLink(Exception fault) =>
        fault is IOException or ProtocolViolationException or ObjectDisposedException or ChannelClosedException;
}
