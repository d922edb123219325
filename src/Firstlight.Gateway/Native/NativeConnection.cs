using Firstlight.Fleet;
using Firstlight.Gateway.Door;
using Firstlight.Gateway.Links;
using Firstlight.Protocol.Native;

namespace Firstlight.Gateway.Native;

/// <summary>One link that speaks native frames.</summary>
internal sealed class NativeConnection : DeviceConnection
{
    private readonly NativeLink _link;
    private NativeLogin _login;
    private NativeDevice? _device;

    public NativeConnection(LinkServices services, Wire wire)
        : this(services, wire, new NativeLink(services, wire)) { }

    private NativeConnection(LinkServices services, Wire wire, NativeLink link)
        : base(services, wire, link) => _link = link;

    protected override long IdleTicks => _device!.IdleTicks;

    protected override async Task<bool> LogInAsync()
    {
        if (await NativeLogin.ReadAsync(Wire, Services) is not { } login)
            return false;
        _login = login;
        return await EnterAsync(login.Token);
    }

    protected override async ValueTask WelcomeAsync(IDeviceSession session)
    {
        await _link.AnswerAsync(_login.MessageId, StatusCode.Success);
        _link.Session = session;
        _device = new NativeDevice(Services, _link, session, _login.Token!.Value);
    }

    protected override ValueTask AnswerWrongTokenAsync() =>
        _link.AnswerAsync(_login.MessageId, StatusCode.InvalidToken);

    protected override ValueTask AnswerMovedAsync(MovedTo place) =>
        _link.RedirectAsync(_login.MessageId, new Redirect(place.Host, place.PortFor(Wire.IsTls)));

    protected override ValueTask<bool> GoOnWithoutInfoAsync(CancellationToken cancellation) =>
        _device!.GoOnWithoutInfoAsync(cancellation);

    protected override async ValueTask<bool> HandleArrivedAsync(long now)
    {
        var device = _device!;
        var frames = 0;
        try
        {
            while (device.SkipStrayBytes(Wire.Input) && TryRead(out var frame))
            {
                frames++;
                if (!await device.HandleAsync(frame, now, Wire.Ended))
                    return false;
            }
        }
        finally
        {
            Services.Metrics.Received(frames);
        }

        return true;
    }

    private bool TryRead(out Frame frame)
    {
        var unread = Wire.Input.Unread;
        if (!FrameReader.TryRead(ref unread, NativeLimits.BodyBytesMax, out frame))
            return false;
        Wire.Input.KeepOnly(unread);
        return true;
    }
}
