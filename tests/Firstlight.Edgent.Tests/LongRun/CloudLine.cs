using System.Buffers;
using System.Text;
using Firstlight.Edgent.Tests.Fakes;
using Firstlight.Protocol.Native;

namespace Firstlight.Edgent.Tests.LongRun;

/// <summary>The cloud's end of one connection.</summary>
internal sealed class CloudLine
{
    private readonly CloudInWorld _cloud;
    private readonly UnitInWorld _unit;

    public CloudLine(CloudInWorld cloud, UnitInWorld unit)
    {
        (_cloud, _unit) = (cloud, unit);
        Stream = new MemoryLink((_, bytes) => Hear(bytes), Close);
        unit.Radio.Cut += LoseNetwork;
    }

    public MemoryLink Stream { get; }

    /// <summary>With which it logged in; empty before.</summary>
    public string Token { get; private set; } = "";

    public bool IsDead { get; private set; }

    /// <summary>Ends; untold, whoever is at the other end goes on waiting.</summary>
    public void Break(bool isTold)
    {
        IsDead = true;
        if (isTold)
            Stream.Hang();
    }

    private void LoseNetwork() => Break(isTold: false);

    private void Close()
    {
        IsDead = true;
        _unit.Radio.Cut -= LoseNetwork;
        _unit.Line = _unit.Line == this ? null : _unit.Line;
        _cloud.Forget(this);
    }

    private void Hear(byte[] bytes)
    {
        if (!IsDead)
            _ = AnswerAsync(bytes);
    }

    private async Task AnswerAsync(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith("POST "u8))
        {
            _cloud.Tokens.Add(_cloud.TokenForCode);
            await _cloud.TravelAsync();
            Stream.Deliver(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n\r\n{{\"token\":\"{_cloud.TokenForCode}\"}}"));
            Break(isTold: true);
            return;
        }

        var input = new ReadOnlySequence<byte>(bytes);
        FrameReader.TryRead(ref input, NativeLimits.BodyBytesMax, out var frame).ShouldBeTrue("one write, one frame");
        if (frame.Command is not (Command.HardwareLogin or Command.Ping or Command.Internal))
            return;
        var output = new ArrayBufferWriter<byte>();
        var answer = frame.Command == Command.HardwareLogin ? Judge(BodyFields.Decode(frame.Body)) : StatusCode.Success;
        FrameWriter.WriteResponse(output, frame.MessageId, answer);
        await _cloud.TravelAsync();
        Stream.Deliver(output.WrittenSpan.ToArray());
        if (_cloud.Weather == CloudWeather.TakesLoginsAndHangsUp)
            Break(isTold: true);
    }

    private StatusCode Judge(string token)
    {
        if (_cloud.Weather == CloudWeather.KnowsNoToken)
            return StatusCode.InvalidToken;
        _cloud.Tokens.ShouldContain(token, "a device keeps its identity");
        Token = token;
        _unit.Line = this;
        _cloud.LoggedIn();
        return StatusCode.Success;
    }
}
